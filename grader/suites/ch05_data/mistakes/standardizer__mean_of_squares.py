"""Takes the square of the mean from the mean of the squares."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    mean = x.mean(dim=0)
    std = ((x * x).mean(dim=0) - mean * mean).clamp(min=0).sqrt()
    return mean, torch.where(std == 0, torch.ones_like(std), std)


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (x - mean) / std
