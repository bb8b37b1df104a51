"""Dimensions of length 1 are removed."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([sample.to(torch.float32) for sample in samples]).squeeze()
