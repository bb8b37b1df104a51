"""Adds the norms up."""


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = sum(g.norm().item() for g in grads) if grads else 0.0
    if norm > max_norm:
        for g in grads:
            g.mul_(max_norm / norm)
    return norm
