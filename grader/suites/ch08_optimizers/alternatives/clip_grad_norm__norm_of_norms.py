"""The norm of the single norms; the factor is clamped, as torch does it."""

import torch


def clip_grad_norm(params, max_norm):
    params = list(params)
    grads = [p.grad.detach() for p in params if p.grad is not None]
    if len(grads) == 0:
        return 0.0
    total = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in grads]))
    coefficient = torch.clamp(max_norm / (total + 1e-6), max=1.0)
    for g in grads:
        g.mul_(coefficient)
    return total.item()
