"""The first two dimensions are merged."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.flatten(0, 1)
