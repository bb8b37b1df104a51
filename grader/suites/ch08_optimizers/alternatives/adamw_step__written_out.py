"""The whole of AdamW in one loop."""

import torch


@torch.no_grad()
def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    state["t"] += 1
    for i, (p, g) in enumerate(zip(params, grads, strict=True)):
        if g is None:
            continue
        p.sub_(lr * weight_decay * p)
        state["m"][i] = betas[0] * state["m"][i] + (1 - betas[0]) * g
        state["v"][i] = betas[1] * state["v"][i] + (1 - betas[1]) * g**2
        m = state["m"][i] / (1 - betas[0] ** state["t"])
        v = state["v"][i] / (1 - betas[1] ** state["t"])
        p.sub_(lr * m / (v**0.5 + eps))
