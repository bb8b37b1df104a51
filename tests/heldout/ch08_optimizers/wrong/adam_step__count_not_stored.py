"""t is a local variable."""

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    t, ms, vs = state["t"], state["m"], state["v"]
    t += 1
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        ms[i] = betas[0] * ms[i] + (1 - betas[0]) * g
        vs[i] = betas[1] * vs[i] + (1 - betas[1]) * g**2
        p -= lr * (ms[i] / (1 - betas[0] ** t)) / ((vs[i] / (1 - betas[1] ** t)).sqrt() + eps)
