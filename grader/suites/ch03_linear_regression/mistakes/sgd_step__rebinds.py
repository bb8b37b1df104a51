"""param = param - ... gives the local name a new tensor; the caller's tensor never changes."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for i in range(len(params)):
            param = params[i]
            if grads[i] is not None:
                param = param - lr * grads[i]
