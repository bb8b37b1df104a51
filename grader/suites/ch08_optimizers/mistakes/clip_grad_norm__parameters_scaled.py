"""The parameters are scaled."""


def clip_grad_norm(params, max_norm):
    params = [p for p in params if p.grad is not None]
    norm = sum(float((p.grad**2).sum()) for p in params) ** 0.5
    if norm > max_norm:
        for p in params:
            p.data.mul_(max_norm / norm)
    return norm
