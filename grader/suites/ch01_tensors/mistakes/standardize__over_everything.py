"""One mean for all."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    variance, mean = torch.var_mean(x, correction=0)
    return (x - mean) / torch.sqrt(variance + eps)
