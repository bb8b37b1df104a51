"""adam_step is called for one parameter at a time with a state of its own, whose t is lost."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
        if g is not None:
            with torch.no_grad():
                p.mul_(1 - lr * weight_decay)
            adam_step([p], [g], {"t": state["t"], "m": [m], "v": [v]}, lr, betas, eps)
