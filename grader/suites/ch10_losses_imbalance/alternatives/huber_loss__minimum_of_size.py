"""With the smaller of size and delta."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("pred and target must have the same shape")
    size = torch.abs(target - pred)
    part = size.clamp(max=delta)
    return torch.mean(part * (size - part / 2))
