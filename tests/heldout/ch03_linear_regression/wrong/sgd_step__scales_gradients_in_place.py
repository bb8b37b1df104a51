"""Multiplies the gradients by the learning rate in place, so the caller's gradients change."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    for p, g in zip(params, grads):
        if g is not None:
            g.mul_(lr)
            p.data.sub_(g)
