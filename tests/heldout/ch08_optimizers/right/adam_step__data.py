"""Older style with .data, and new lists."""

import torch


def adam_step(params, grads, state, lr, betas, eps):
    t = state["t"] + 1
    new_m, new_v = [], []
    for k in range(len(params)):
        m, v = state["m"][k], state["v"][k]
        if grads[k] is not None:
            g = grads[k].detach()
            m = betas[0] * m.detach() + (1 - betas[0]) * g
            v = betas[1] * v.detach() + (1 - betas[1]) * g * g
            step = (m / (1 - betas[0] ** t)) / ((v / (1 - betas[1] ** t)) ** 0.5 + eps)
            params[k].data.sub_(lr * step)
        new_m.append(m)
        new_v.append(v)
    state.update(t=t, m=new_m, v=new_v)
