"""b gets a dimension of its own."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.shape not in ((x.shape[1],), (x.shape[0], 1)):
        raise ValueError("the shapes do not fit")
    if b.dim() == 1:
        b.unsqueeze_(0)
    return x + b
