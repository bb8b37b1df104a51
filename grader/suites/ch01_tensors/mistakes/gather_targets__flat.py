"""y indexes the flattened table."""

import torch


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return logits.take(y)
