"""Merges all dimensions from 1 on."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.flatten(start_dim=1)
