"""Gathers along dimension 0: y counts rows."""

import torch


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return logits.gather(0, y.unsqueeze(0)).squeeze(0)
