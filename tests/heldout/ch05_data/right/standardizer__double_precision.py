"""Computes in float64 with sums, tells constant features by their extremes, and comes back to the dtype of x."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    n = x.shape[0]
    d = x.to(torch.float64)
    mean = d.sum(0) / n
    std = (((d - mean) ** 2).sum(0) / n) ** 0.5
    constant = x.amax(0) == x.amin(0)
    std = std.masked_fill(constant, 1.0)
    return mean.to(x.dtype), std.to(x.dtype)


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    z = x.clone()
    z -= mean.unsqueeze(0)
    z /= std.unsqueeze(0)
    return z
