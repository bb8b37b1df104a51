"""The parameter is multiplied by lr * weight_decay."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                p.mul_(lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
