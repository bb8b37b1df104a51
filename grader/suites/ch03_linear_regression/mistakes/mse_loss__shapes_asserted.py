"""The shapes are compared by assert, which raises AssertionError, not ValueError."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    assert pred.shape == target.shape, "shapes differ"
    return ((pred - target) ** 2).mean()
