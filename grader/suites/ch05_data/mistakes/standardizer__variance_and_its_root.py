"""Hands out the variance and takes its root later."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    var = x.var(dim=0, correction=0)
    return x.mean(dim=0), torch.where(var == 0, torch.ones_like(var), var)


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (x - mean) / std.sqrt()
