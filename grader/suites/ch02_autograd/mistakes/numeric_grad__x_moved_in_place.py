"""double() copies nothing where x is float64 already: the caller's x moves, and comes back rounded."""
# not nameable: what is left of the moves is a rounding error, far below the 1e-4 at which answers are compared

from collections.abc import Callable

import torch


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    x = x.detach().double()
    grad = torch.zeros_like(x)
    for index in range(x.numel()):
        x.view(-1)[index] += eps
        above = f(x).item()
        x.view(-1)[index] -= 2 * eps
        below = f(x).item()
        x.view(-1)[index] += eps
        grad.view(-1)[index] = (above - below) / (2 * eps)
    return grad
