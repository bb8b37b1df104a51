"""A sum of squares in Python."""

import math


def clip_grad_norm(params, max_norm):
    params = list(params)
    total = 0.0
    for p in params:
        if p.grad is None:
            continue
        total += (p.grad.detach() ** 2).sum().item()
    total = math.sqrt(total)
    factor = min(1.0, max_norm / total) if total > 0 else 1.0
    if factor < 1.0:
        for p in params:
            if p.grad is not None:
                p.grad.data.mul_(factor)
    return total
