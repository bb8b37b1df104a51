"""Remembers the corrected averages."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    t = state["t"]
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        m, v = state["m"][i], state["v"][i]
        m.mul_(betas[0]).add_((1 - betas[0]) * g)
        v.mul_(betas[1]).add_((1 - betas[1]) * g * g)
        m.div_(1 - betas[0] ** t)
        v.div_(1 - betas[1] ** t)
        p.sub_(lr * m / (v.sqrt() + eps))
