"""Only the first parameter is moved."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for param, grad in zip(params[:1], grads[:1], strict=True):
            if grad is not None:
                param.sub_(lr * grad)
