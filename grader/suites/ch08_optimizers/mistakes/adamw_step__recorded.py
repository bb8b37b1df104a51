"""The shrinking is done without torch.no_grad()."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.enable_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                p.mul_(1 - lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
