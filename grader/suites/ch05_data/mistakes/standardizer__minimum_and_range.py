"""Scales to 0 to 1."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    low, high = x.amin(dim=0), x.amax(dim=0)
    span = high - low
    span[span == 0] = 1
    return low, span


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (x - mean) / std
