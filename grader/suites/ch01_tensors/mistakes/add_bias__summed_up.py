"""The whole bias is added to every entry."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.shape not in ((x.shape[1],), (x.shape[0], 1)):
        raise ValueError("the shapes do not fit")
    return x + b.sum()
