"""The mean absolute deviation for the std."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    mean = x.mean(dim=0)
    std = (x - mean).abs().mean(dim=0)
    std[std == 0] = 1
    return mean, std


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (x - mean) / std
