"""torch's own variance, told to divide by n, and the reciprocal root."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    variance, mean = torch.var_mean(x, dim, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(variance + eps)
