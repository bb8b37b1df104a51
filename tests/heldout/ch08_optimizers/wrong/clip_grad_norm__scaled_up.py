"""Scales always."""

import torch


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    norm = torch.cat([g.reshape(-1) for g in grads]).norm().item()
    for g in grads:
        g.mul_(max_norm / (norm + 1e-6))
    return norm
