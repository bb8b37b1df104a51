"""Right whenever the true class is among the largest."""

import torch


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> float:
    return (logits.gather(1, y[:, None])[:, 0] == logits.amax(dim=1)).float().mean().item()
