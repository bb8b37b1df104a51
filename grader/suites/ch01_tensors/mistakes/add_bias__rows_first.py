"""A bias of length N is taken for one number a row."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if b.dim() == 1 and b.shape[0] == x.shape[0]:
        b = b.unsqueeze(1)
    else:
        if b.shape not in ((x.shape[1],), (x.shape[0], 1)):
            raise ValueError("the shapes do not fit")
    return x + b
