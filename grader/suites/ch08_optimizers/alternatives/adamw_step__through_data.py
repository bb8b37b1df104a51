"""Shrinks through .data, only the parameters that have a gradient."""


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    keep = 1.0 - lr * weight_decay
    for p in (p for p, g in zip(params, grads, strict=True) if g is not None):
        p.data *= keep
    adam_step(params, grads, state, lr, betas, eps)
