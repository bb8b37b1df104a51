"""The decay is weight_decay times the square."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                p.sub_(lr * weight_decay * p**2)
    adam_step(params, grads, state, lr, betas, eps)
