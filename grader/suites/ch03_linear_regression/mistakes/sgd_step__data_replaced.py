"""param.data = ... puts another tensor's memory in the parameter's place; views of it keep the old values."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    for param, grad in zip(params, grads, strict=True):
        if grad is not None:
            param.data = param.data - lr * grad
