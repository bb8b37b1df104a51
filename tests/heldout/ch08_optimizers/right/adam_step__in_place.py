"""As torch writes it: addcmul, addcdiv, a step size that holds one correction."""

import math

import torch


def adam_step(params, grads, state, lr, betas, eps) -> None:
    b1, b2 = betas
    state["t"] = state["t"] + 1
    correction1 = 1 - math.pow(b1, state["t"])
    correction2 = 1 - math.pow(b2, state["t"])
    with torch.no_grad():
        for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
            if g is not None:
                m.lerp_(g, 1 - b1)
                v.mul_(b2).addcmul_(g, g, value=1 - b2)
                denominator = (v.sqrt() / math.sqrt(correction2)).add_(eps)
                p.addcdiv_(m, denominator, value=-lr / correction1)
