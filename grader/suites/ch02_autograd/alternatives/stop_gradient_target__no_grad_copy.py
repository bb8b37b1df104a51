"""Copies the target under no_grad, which records nothing."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        constant = target.clone()
    error = pred - constant
    return (error * error).sum() / error.numel()
