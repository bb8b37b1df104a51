"""Adds the decay to the gradient in place."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g in zip(params, grads):
            if g is not None:
                g.add_(p, alpha=weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
