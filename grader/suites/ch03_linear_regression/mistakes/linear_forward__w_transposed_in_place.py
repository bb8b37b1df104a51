"""W.t_() transposes the caller's own W."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        W.t_()
    return x @ W + b
