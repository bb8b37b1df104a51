"""Does not expect parameters without gradient."""

import math


def clip_grad_norm(params, max_norm):
    params = list(params)
    norm = math.sqrt(sum((p.grad**2).sum().item() for p in params))
    if norm > max_norm:
        for p in params:
            p.grad *= max_norm / norm
    return norm
