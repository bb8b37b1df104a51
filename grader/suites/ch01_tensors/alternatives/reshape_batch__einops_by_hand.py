"""The last two dimensions are merged until two are left."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    while x.dim() > 2:
        x = x.flatten(-2)
    return x
