"""Writes new tensors into the list, while the caller's own tensors stay as they were."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for i, g in enumerate(grads):
            if g is None:
                continue
            params[i] = params[i] - lr * g
