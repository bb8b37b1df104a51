"""The slopes are computed in float64 and handed back in float32."""

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    x = x.detach().double()
    grad = torch.zeros_like(x)
    for index in range(x.numel()):
        step = torch.zeros_like(x)
        step.view(-1)[index] = eps
        grad.view(-1)[index] = (f(x + step) - f(x - step)) / (2 * eps)
    return grad.float()
