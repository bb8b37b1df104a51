"""Hands the detached target to mse_loss."""

import torch
import torch.nn.functional as F


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return F.mse_loss(pred, target.detach())
