"""The number of columns is worked out."""

import math

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.reshape(len(x), math.prod(x.shape[1:]))
