"""Copies the target where nothing is recorded."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        constant = target.clone()
    diff = pred - constant
    return (diff * diff).mean()
