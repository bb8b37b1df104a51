"""Sums the squares in float64, by hand; scales by division."""

import math


def clip_grad_norm(params, max_norm):
    grads, squares = [], 0.0
    for p in params:
        if p.grad is not None:
            grads.append(p.grad)
            squares += p.grad.double().pow(2).sum().item()
    norm = math.sqrt(squares)
    too_large = norm / max_norm
    if too_large > 1:
        for g in grads:
            g.div_(too_large)
    return norm
