"""Takes a missing gradient for zero."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    t = state["t"]
    for i, p in enumerate(params):
        g = grads[i] if grads[i] is not None else torch.zeros_like(p)
        state["m"][i] = betas[0] * state["m"][i] + (1 - betas[0]) * g
        state["v"][i] = betas[1] * state["v"][i] + (1 - betas[1]) * g**2
        p -= lr * (state["m"][i] / (1 - betas[0] ** t)) / ((state["v"][i] / (1 - betas[1] ** t)).sqrt() + eps)
