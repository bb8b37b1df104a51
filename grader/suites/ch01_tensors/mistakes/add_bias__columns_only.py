"""A bias for the rows is refused."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.shape != (x.shape[1],):
        raise ValueError("the shapes do not fit")
    return x + b
