"""The gradients are set to zero after the step."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for param, grad in zip(params, grads, strict=True):
            if grad is not None:
                param.sub_(lr * grad)
                grad.zero_()
