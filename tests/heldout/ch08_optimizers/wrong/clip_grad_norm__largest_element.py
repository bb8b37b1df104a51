"""Takes the largest element for the norm."""


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = max((g.abs().max().item() for g in grads), default=0.0)
    if norm > max_norm:
        for g in grads:
            g.mul_(max_norm / norm)
    return norm
