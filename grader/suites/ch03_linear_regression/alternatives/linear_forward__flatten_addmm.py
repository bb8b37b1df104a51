"""Flatten to a matrix, one fused addmm, and back to the leading dimensions."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    flat = torch.addmm(b, x.reshape(-1, x.size(-1)), W.t())
    return flat.reshape(*x.shape[:-1], W.size(0))
