"""A copy that is changed in place."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    result = x.clone()
    result -= result.mean(dim, True)
    result /= (result.std(dim, correction=0, keepdim=True) ** 2 + eps).sqrt()
    return result
