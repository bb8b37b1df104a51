"""Shrinks parameters that have no gradient."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p in params:
            p.mul_(1 - lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
