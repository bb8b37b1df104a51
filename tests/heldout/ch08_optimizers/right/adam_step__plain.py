"""The formulas, line by line."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    beta1, beta2 = betas
    state["t"] += 1
    t = state["t"]
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        state["m"][i] = beta1 * state["m"][i] + (1 - beta1) * g
        state["v"][i] = beta2 * state["v"][i] + (1 - beta2) * g**2
        m_hat = state["m"][i] / (1 - beta1**t)
        v_hat = state["v"][i] / (1 - beta2**t)
        p -= lr * m_hat / (torch.sqrt(v_hat) + eps)
