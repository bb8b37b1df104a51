"""The part inside of delta, clamped, and what is left over."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.size() != target.size():
        raise ValueError(f"{pred.size()} and {target.size()}")
    inside = (pred - target).clamp(-delta, delta)
    rest = (pred - target) - inside
    return (0.5 * inside.pow(2) + delta * rest.abs()).mean()
