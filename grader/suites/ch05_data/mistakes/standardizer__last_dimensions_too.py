"""Averages over a sample's dimensions too."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    dims = tuple(range(x.dim() - 1))
    std = x.std(dim=dims, correction=0)
    std[std == 0] = 1
    return x.mean(dim=dims), std


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (x - mean) / std
