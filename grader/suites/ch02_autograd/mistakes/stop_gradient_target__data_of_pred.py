""".data stands at pred: the target runs after the prediction, and pred learns nothing."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((target - pred.data) ** 2).mean()
