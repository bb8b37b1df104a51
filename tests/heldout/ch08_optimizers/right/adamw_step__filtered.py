"""A helper that shrinks those that have a gradient."""

import torch


def _shrink(tensors, factor):
    for tensor in tensors:
        tensor.data.copy_(tensor.data * factor)


def adamw_step(params, grads, state, lr, betas, eps, weight_decay) -> None:
    if weight_decay != 0:
        _shrink((p for p, g in zip(params, grads, strict=True) if g is not None), 1.0 - lr * weight_decay)
    return adam_step(params, grads, state, lr=lr, betas=betas, eps=eps)
