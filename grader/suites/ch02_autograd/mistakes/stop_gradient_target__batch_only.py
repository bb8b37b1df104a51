"""Divides by the number of rows only."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((pred - target.detach()) ** 2).sum() / len(pred)
