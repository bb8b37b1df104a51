"""Adds up with hypot; scales through an index loop."""

from math import hypot

import torch


@torch.no_grad()
def clip_grad_norm(params, max_norm: float) -> float:
    grads: list[torch.Tensor] = []
    for p in params:
        grad = getattr(p, "grad", None)
        if grad is not None:
            grads.append(grad)
    norm = hypot(*[float(torch.linalg.norm(grad)) for grad in grads])
    if norm <= max_norm:
        return norm
    for i in range(len(grads)):
        grads[i] *= max_norm / norm
    return norm
