"""Each element is clamped to max_norm."""


def clip_grad_norm(params, max_norm):
    grads = [p.grad for p in params if p.grad is not None]
    norm = sum(float((g**2).sum()) for g in grads) ** 0.5
    for g in grads:
        g.clamp_(-max_norm, max_norm)
    return norm
