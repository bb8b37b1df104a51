"""adam_step is called for one parameter at a time, and t is advanced each time."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    beta1, beta2 = betas
    with torch.no_grad():
        for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
            if g is None:
                continue
            p.mul_(1 - lr * weight_decay)
            m.mul_(beta1).add_((1 - beta1) * g)
            v.mul_(beta2).add_((1 - beta2) * g**2)
            state["t"] += 1
            t = state["t"]
            m_hat = m / (1 - beta1**t)
            v_hat = v / (1 - beta2**t)
            p.sub_(lr * m_hat / (v_hat.sqrt() + eps))
