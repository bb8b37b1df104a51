"""var_mean in float64; the inverse is multiplied."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    variance, mean = torch.var_mean(x.double(), dim=0, unbiased=False)
    std = variance.sqrt().masked_fill(variance == 0, 1.0)
    return mean.to(x.dtype), std.to(x.dtype)


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    scale = 1 / std
    return torch.addcmul(-mean * scale, x, scale)
