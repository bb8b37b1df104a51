"""The dtype is changed."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.reshape(x.shape[0], -1).float()
