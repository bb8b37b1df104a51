"""Squeezes every dimension, so that a batch of one loses its own."""

import torch


def gather_targets(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return logits.gather(1, y[:, None]).squeeze()
