"""Multiplies the square out, in float64 where there is one."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    wide = pred if pred.device.type == "mps" else pred.double()
    constant = target.detach().to(wide)
    loss = (wide * wide).mean() - 2 * (wide * constant).mean() + (constant**2).mean()
    return loss.to(pred.dtype)
