"""The step of Adam is shrunk as well."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    adam_step(params, grads, state, lr, betas, eps)
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                p.mul_(1 - lr * weight_decay)
