"""Stacks an empty list where no parameter has a gradient."""

import torch


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = torch.norm(torch.stack([torch.norm(g) for g in grads])).item()
    if norm > max_norm:
        for g in grads:
            g.mul_(max_norm / norm)
    return norm
