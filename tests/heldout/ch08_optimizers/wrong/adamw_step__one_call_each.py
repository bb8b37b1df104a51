"""Calls adam_step for each parameter: t counts parameters."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    for i, (p, g) in enumerate(zip(params, grads)):
        if g is None:
            continue
        with torch.no_grad():
            p.mul_(1 - lr * weight_decay)
        own = {"t": state["t"], "m": [state["m"][i]], "v": [state["v"][i]]}
        adam_step([p], [g], own, lr, betas, eps)
        state["t"], state["m"][i], state["v"][i] = own["t"], own["m"][0], own["v"][0]
