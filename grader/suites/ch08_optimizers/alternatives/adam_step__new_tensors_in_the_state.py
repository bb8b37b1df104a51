"""Puts new tensors into the lists of the state; lerp for the averages."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    t = state["t"] + 1
    for i, (p, g) in enumerate(zip(params, grads, strict=True)):
        if g is not None:
            state["m"][i] = torch.lerp(g, state["m"][i], betas[0])
            state["v"][i] = torch.lerp(g.square(), state["v"][i], betas[1])
            m_hat = state["m"][i] / (1 - betas[0] ** t)
            v_hat = state["v"][i] / (1 - betas[1] ** t)
            p.copy_(p - lr * m_hat / (torch.sqrt(v_hat) + eps))
    state["t"] = t
