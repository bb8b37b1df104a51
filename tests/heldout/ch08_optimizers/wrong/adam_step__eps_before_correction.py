"""Both corrections in the step size: eps is added too early."""

import math

import torch


@torch.no_grad()
def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    step_size = lr * math.sqrt(1 - betas[1] ** state["t"]) / (1 - betas[0] ** state["t"])
    for p, g, m, v in zip(params, grads, state["m"], state["v"]):
        if g is None:
            continue
        m.mul_(betas[0]).add_(g, alpha=1 - betas[0])
        v.mul_(betas[1]).addcmul_(g, g, value=1 - betas[1])
        p.addcdiv_(m, v.sqrt().add_(eps), value=-step_size)
