"""The gradients are multiplied by the learning rate in place."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for param, grad in zip(params, grads, strict=True):
            if grad is not None:
                grad.mul_(lr)
                param.sub_(grad)
