"""1 + lr * weight_decay."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g in zip(params, grads):
            if g is not None:
                p.add_(p, alpha=lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
