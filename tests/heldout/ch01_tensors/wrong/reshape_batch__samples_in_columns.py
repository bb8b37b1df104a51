"""Gives N columns in place of N rows."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.reshape(-1, x.shape[0])
