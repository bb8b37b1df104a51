"""The norm of the parameters is measured."""


def clip_grad_norm(params, max_norm):
    params = [p for p in params if p.grad is not None]
    norm = sum(float((p.detach() ** 2).sum()) for p in params) ** 0.5
    if norm > max_norm:
        for p in params:
            p.grad.mul_(max_norm / norm)
    return norm
