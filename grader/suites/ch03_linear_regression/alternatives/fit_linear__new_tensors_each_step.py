"""No copy and nothing in place: every step makes new tensors from the old ones."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    rate = 2 * lr / y.numel()
    weight, bias = W + 0, b + 0
    while steps > 0:
        error = torch.einsum("ni,oi->no", x, weight) + bias - y
        weight, bias = weight - rate * torch.einsum("no,ni->oi", error, x), bias - rate * error.sum(0)
        steps -= 1
    return weight, bias
