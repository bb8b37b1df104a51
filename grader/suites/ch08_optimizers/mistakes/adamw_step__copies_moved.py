"""Shrunk copies are handed to adam_step."""


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    shrunk = [p if g is None else p.detach() * (1 - lr * weight_decay) for p, g in zip(params, grads, strict=True)]
    adam_step(shrunk, grads, state, lr, betas, eps)
