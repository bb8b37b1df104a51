"""target.detach() returns a new tensor, which nobody takes."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    target.detach()
    return ((pred - target) ** 2).mean()
