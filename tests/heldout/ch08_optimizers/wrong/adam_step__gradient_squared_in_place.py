"""Squares the gradient in place."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    t = state["t"]
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        state["m"][i].mul_(betas[0]).add_(g, alpha=1 - betas[0])
        state["v"][i].mul_(betas[1]).add_(g.pow_(2), alpha=1 - betas[1])
        p -= lr * (state["m"][i] / (1 - betas[0] ** t)) / ((state["v"][i] / (1 - betas[1] ** t)).sqrt() + eps)
