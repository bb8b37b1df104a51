"""Adds the decay to the gradient, as Adam's weight_decay does."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        grads = [None if g is None else g + weight_decay * p for p, g in zip(params, grads)]
    adam_step(params, grads, state, lr, betas, eps)
