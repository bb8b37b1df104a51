"""Filters the gradients first, so the rest is paired with the wrong parameters."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    t = state["t"]
    grads = [g for g in grads if g is not None]
    for p, g, m, v in zip(params, grads, state["m"], state["v"]):
        m.mul_(betas[0]).add_(g, alpha=1 - betas[0])
        v.mul_(betas[1]).addcmul_(g, g, value=1 - betas[1])
        p -= lr * (m / (1 - betas[0] ** t)) / ((v / (1 - betas[1] ** t)).sqrt() + eps)
