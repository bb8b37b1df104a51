"""Works out the place of each element in the flattened table."""

import torch


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    n, k = logits.shape
    return logits.flatten()[torch.arange(n) * k + y]
