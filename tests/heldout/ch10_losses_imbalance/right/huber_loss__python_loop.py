"""Decides for one element after the other."""

import torch


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.size() != target.size():
        raise ValueError("shape mismatch")
    losses = []
    for p, t in zip(pred.reshape(-1).unbind(), target.reshape(-1).unbind()):
        e = p - t
        if abs(e.item()) <= delta:
            losses.append(e.pow(2).div(2))
        elif e > 0:
            losses.append(delta * (e - delta / 2))
        else:
            losses.append(delta * (-e - delta / 2))
    return sum(losses) / len(losses)
