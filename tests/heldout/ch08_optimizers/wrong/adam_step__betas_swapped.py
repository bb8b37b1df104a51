"""The betas in the wrong order."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    beta2, beta1 = betas
    state["t"] += 1
    t = state["t"]
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        state["m"][i] = beta1 * state["m"][i] + (1 - beta1) * g
        state["v"][i] = beta2 * state["v"][i] + (1 - beta2) * g**2
        p -= lr * (state["m"][i] / (1 - beta1**t)) / ((state["v"][i] / (1 - beta2**t)).sqrt() + eps)
