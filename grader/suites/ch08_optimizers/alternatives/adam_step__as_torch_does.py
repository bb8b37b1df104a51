"""The factors gathered in the step size and the denominator."""

import math

import torch


def adam_step(params, grads, state, lr, betas, eps):
    b1, b2 = betas
    state["t"] += 1
    correction1 = 1 - math.pow(b1, state["t"])
    correction2 = 1 - math.pow(b2, state["t"])
    with torch.no_grad():
        for index in range(len(params)):
            grad = grads[index]
            if grad is None:
                continue
            m, v = state["m"][index], state["v"][index]
            m.lerp_(grad, 1 - b1)
            v.mul_(b2).addcmul_(grad, grad, value=1 - b2)
            denominator = (v.sqrt() / math.sqrt(correction2)).add_(eps)
            params[index].addcdiv_(m, denominator, value=-lr / correction1)
