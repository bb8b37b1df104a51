"""Dimensions of length 1 are removed."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.reshape(x.shape[0], -1).squeeze()
