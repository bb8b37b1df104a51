"""`if not grad` asks a tensor of several elements whether it is true, which raises."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for param, grad in zip(params, grads, strict=True):
            if not grad:
                continue
            param.sub_(lr * grad)
