"""All gradients in one vector, and its norm."""

import torch


def clip_grad_norm(params, max_norm):
    with_grads = [p for p in params if p.grad is not None]
    if not with_grads:
        return 0.0
    norm = torch.cat([p.grad.reshape(-1) for p in with_grads]).norm().item()
    factor = min(1.0, max_norm / (norm + 1e-12))
    for p in with_grads:
        p.grad = p.grad * factor
    return norm
