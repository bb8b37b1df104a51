"""Calls detach and throws the result away."""

import torch
import torch.nn.functional as F


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    target.detach()
    return F.mse_loss(pred, target)
