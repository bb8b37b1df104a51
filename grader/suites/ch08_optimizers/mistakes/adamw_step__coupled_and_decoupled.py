"""The decay acts twice: in the gradient and on the parameter."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                p.mul_(1 - lr * weight_decay)
    coupled = [None if g is None else g + weight_decay * p.detach() for p, g in zip(params, grads, strict=True)]
    adam_step(params, coupled, state, lr, betas, eps)
