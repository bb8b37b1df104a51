"""Takes the largest number of each row."""

import torch


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return logits.max(dim=1).values
