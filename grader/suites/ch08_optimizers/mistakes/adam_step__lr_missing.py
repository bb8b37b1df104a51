"""The learning rate is never used."""

import torch


def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    t = state["t"]
    beta1, beta2 = betas
    with torch.no_grad():
        for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
            if g is None:
                continue
            m.mul_(beta1).add_((1 - beta1) * g)
            v.mul_(beta2).add_((1 - beta2) * g**2)
            m_hat = m / (1 - beta1**t)
            v_hat = v / (1 - beta2**t)
            p.sub_(m_hat / (v_hat.sqrt() + eps))
