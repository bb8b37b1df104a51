"""Flattens the leading dimensions, uses addmm on the matrix, and gives the dimensions back."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    lead = x.shape[:-1]
    flat = x.reshape(-1, W.shape[1])
    out = torch.addmm(b, flat, W.t())
    return out.reshape(*lead, W.shape[0])
