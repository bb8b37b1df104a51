"""Both averages are used as they are, far too small at first."""

import torch


def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    beta1, beta2 = betas
    with torch.no_grad():
        for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
            if g is None:
                continue
            m.mul_(beta1).add_((1 - beta1) * g)
            v.mul_(beta2).add_((1 - beta2) * g**2)
            m_hat = m
            v_hat = v
            p.sub_(lr * m_hat / (v_hat.sqrt() + eps))
