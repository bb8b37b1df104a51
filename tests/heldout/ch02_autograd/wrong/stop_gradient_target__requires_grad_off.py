"""Switches requires_grad of the target off."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    target.requires_grad_(False)
    return ((pred - target) ** 2).mean()
