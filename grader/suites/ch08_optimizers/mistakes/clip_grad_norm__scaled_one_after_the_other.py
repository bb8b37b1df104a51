"""The norm is measured anew after each gradient is scaled."""


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = sum(float((g**2).sum()) for g in grads) ** 0.5
    if norm > max_norm:
        for g in grads:
            now = sum(float((h**2).sum()) for h in grads) ** 0.5
            g.mul_(min(1.0, max_norm / now))
    return norm
