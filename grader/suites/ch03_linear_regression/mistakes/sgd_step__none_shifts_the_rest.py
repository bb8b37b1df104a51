"""The Nones are filtered out first, so the gradients after them meet the wrong parameters."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    present = [grad for grad in grads if grad is not None]
    with torch.no_grad():
        for param, grad in zip(params, present, strict=False):
            param.sub_(lr * grad)
