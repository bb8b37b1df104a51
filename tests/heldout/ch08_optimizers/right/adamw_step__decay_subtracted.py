"""Subtracts lr * weight_decay * p, with the p from before, after Adam."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    pulls = [lr * weight_decay * p.detach().clone() for p in params]
    adam_step(params, grads, state, lr, betas, eps)
    for p, g, pull in zip(params, grads, pulls):
        if g is None:
            continue
        p.data -= pull
