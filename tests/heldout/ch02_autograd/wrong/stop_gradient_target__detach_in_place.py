"""Cuts the caller's target off for everybody."""

import torch
import torch.nn.functional as F


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    target.detach_()
    return F.mse_loss(pred, target)
