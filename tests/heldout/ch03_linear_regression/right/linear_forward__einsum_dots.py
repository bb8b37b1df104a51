"""Names the summed index in einsum and lets the dots stand for any leading dimensions."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    out = torch.einsum("...i,oi->...o", x, W)
    return out + b
