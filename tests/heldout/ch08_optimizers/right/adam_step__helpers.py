"""Small functions for the parts."""

import torch


def _average(old, new, beta):
    return old.mul(beta).add(new, alpha=1.0 - beta)


def _corrected(average, beta, t):
    return average.div(1.0 - beta**t)


def adam_step(params, grads, state, lr, betas, eps):
    state["t"] += 1
    present = [i for i in range(len(grads)) if grads[i] is not None]
    with torch.no_grad():
        for i in present:
            state["m"][i].copy_(_average(state["m"][i], grads[i], betas[0]))
            state["v"][i].copy_(_average(state["v"][i], grads[i].square(), betas[1]))
        for i in present:
            signal = _corrected(state["m"][i], betas[0], state["t"])
            size = _corrected(state["v"][i], betas[1], state["t"]).sqrt()
            params[i].copy_(params[i] - lr * signal / (size + eps))
