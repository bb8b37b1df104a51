"""Log-probabilities are picked."""

import torch


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return logits.log_softmax(1).gather(1, y.unsqueeze(1)).squeeze(1)
