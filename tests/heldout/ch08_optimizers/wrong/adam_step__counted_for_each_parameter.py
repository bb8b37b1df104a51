"""Counts in the loop."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        state["t"] += 1
        state["m"][i] = betas[0] * state["m"][i] + (1 - betas[0]) * g
        state["v"][i] = betas[1] * state["v"][i] + (1 - betas[1]) * g**2
        m = state["m"][i] / (1 - betas[0] ** state["t"])
        v = state["v"][i] / (1 - betas[1] ** state["t"])
        p -= lr * m / (v.sqrt() + eps)
