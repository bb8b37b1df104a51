"""One long vector, and gradients that are replaced."""

import torch


def clip_grad_norm(params, max_norm: float) -> float:
    with_grad = tuple(p for p in params if p.grad is not None)
    if len(with_grad) == 0:
        return 0.0
    norm = torch.linalg.vector_norm(torch.cat([p.grad.flatten() for p in with_grad]))
    if norm > max_norm:
        scale = max_norm / norm
        for p in with_grad:
            p.grad = p.grad * scale
    return float(norm)
