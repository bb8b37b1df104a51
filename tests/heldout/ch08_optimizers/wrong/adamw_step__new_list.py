"""Hands adam_step new tensors; the parameters stay."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        params = [p if g is None else p * (1 - lr * weight_decay) for p, g in zip(params, grads)]
    adam_step(params, grads, state, lr, betas, eps)
