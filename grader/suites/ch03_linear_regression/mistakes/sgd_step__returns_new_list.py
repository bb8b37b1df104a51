"""A list of new tensors is returned and nothing is changed in place."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    return [p if g is None else p - lr * g for p, g in zip(params, grads, strict=True)]
