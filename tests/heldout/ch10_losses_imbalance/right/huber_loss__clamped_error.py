"""One formula for both pieces, with the error clamped at delta."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if list(pred.size()) != list(target.size()):
        raise ValueError("pred and target must have the same shape")
    size = torch.abs(target - pred)
    inner = torch.clamp(size, max=delta)
    return torch.mean(inner * (size - inner / 2))
