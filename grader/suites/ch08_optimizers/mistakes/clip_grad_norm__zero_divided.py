"""Gradients of zero are divided by their norm."""

import torch


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = torch.tensor(sum(float((g**2).sum()) for g in grads)).sqrt()
    for g in grads:
        g.div_(norm).mul_(norm.clamp(max=max_norm))
    return norm.item()
