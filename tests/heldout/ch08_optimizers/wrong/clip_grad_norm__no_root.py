"""Forgets the root."""


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = 0.0
    for g in grads:
        norm += float((g * g).sum())
    if norm > max_norm:
        for g in grads:
            g *= max_norm / norm
    return norm
