"""Clips each tensor by itself."""

import math


def clip_grad_norm(params, max_norm):
    total = 0.0
    for p in params:
        if p.grad is None:
            continue
        norm = p.grad.norm().item()
        total += norm**2
        if norm > max_norm:
            p.grad.mul_(max_norm / norm)
    return math.sqrt(total)
