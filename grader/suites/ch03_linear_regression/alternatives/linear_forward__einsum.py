"""Index notation: the sum over the inputs is spelled out by einsum."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.einsum("...i,oi->...o", x, W) + b
