"""Forgets torch.no_grad(): fine on plain tensors, RuntimeError on parameters that require grad."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    for p, g in zip(params, grads):
        if g is not None:
            p -= lr * g
