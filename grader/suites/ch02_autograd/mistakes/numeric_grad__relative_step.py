"""The step is eps times the entry itself."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    x = x.detach().double()
    grad = torch.zeros_like(x)
    for index in range(x.numel()):
        step = torch.zeros_like(x)
        step.view(-1)[index] = eps
        grad.view(-1)[index] = (f(x * (1 + step)) - f(x * (1 - step))) / (2 * eps * x.reshape(-1)[index])
    return grad
