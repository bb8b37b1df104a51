"""One mean and std, repeated for each feature."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return x.mean().expand(x.shape[1:]), x.std(correction=0).expand(x.shape[1:])


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (x - mean) / std
