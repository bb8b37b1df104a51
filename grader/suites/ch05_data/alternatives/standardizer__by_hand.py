"""Sums and roots by hand."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    n = x.shape[0]
    mean = x.sum(0) / n
    std = (((x - mean) ** 2).sum(0) / n) ** 0.5
    constant = (x == x[0]).all(0)
    return mean, torch.where(constant, torch.ones_like(std), std)


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return torch.stack([(row - mean) / std for row in x])
