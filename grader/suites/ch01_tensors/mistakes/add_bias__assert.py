"""Raises AssertionError."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    assert b.shape in ((x.shape[1],), (x.shape[0], 1)), "the shapes do not fit"
    return x + b
