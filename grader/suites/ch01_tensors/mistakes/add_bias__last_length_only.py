"""Only the last length of b is looked at."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.dim() == 0 or b.shape[-1] not in (x.shape[1], 1):
        raise ValueError("the shapes do not fit")
    return x + b
