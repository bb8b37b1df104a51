"""Measures the parameters."""

import math


def clip_grad_norm(params, max_norm):
    params = [p for p in params if p.grad is not None]
    norm = math.sqrt(sum(p.detach().pow(2).sum().item() for p in params))
    if norm > max_norm:
        for p in params:
            p.grad.mul_(max_norm / norm)
    return norm
