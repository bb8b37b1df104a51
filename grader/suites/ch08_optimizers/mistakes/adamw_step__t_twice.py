"""t is advanced here and in adam_step."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    state["t"] += 1
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                p.mul_(1 - lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
