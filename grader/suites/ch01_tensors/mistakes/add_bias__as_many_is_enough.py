"""Only the number of elements is compared."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.numel() not in x.shape:
        raise ValueError("the shapes do not fit")
    return x + b
