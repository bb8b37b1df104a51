"""Stacked along the last dimension, which is then moved to the front."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([sample.double() for sample in samples], -1).movedim(-1, 0).to(dtype=torch.float32)
