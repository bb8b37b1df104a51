"""The decay is added to the caller's gradients."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                g.add_(weight_decay * p)
    adam_step(params, grads, state, lr, betas, eps)
