"""A gradient of None is multiplied like any other."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for param, grad in zip(params, grads, strict=True):
            param.sub_(lr * grad)
