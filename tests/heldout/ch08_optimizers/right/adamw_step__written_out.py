"""Writes everything out."""

import torch


@torch.no_grad()
def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    beta1, beta2 = betas
    state["t"] += 1
    for i in range(len(params)):
        p, g = params[i], grads[i]
        if g is None:
            continue
        state["m"][i] = m = beta1 * state["m"][i] + (1 - beta1) * g
        state["v"][i] = v = beta2 * state["v"][i] + (1 - beta2) * torch.square(g)
        m_hat = m / (1 - beta1 ** state["t"])
        v_hat = v / (1 - beta2 ** state["t"])
        p.copy_((1 - lr * weight_decay) * p - lr * m_hat / (v_hat.sqrt() + eps))
