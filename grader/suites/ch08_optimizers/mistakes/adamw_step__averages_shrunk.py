"""m is shrunk in the place of the parameter."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    with torch.no_grad():
        for p, g, m in zip(params, grads, state["m"], strict=True):
            if g is not None:
                p.mul_(1 - lr * weight_decay)
                m.mul_(1 - lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
