"""Turns all samples into the dtype of the first."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([s.to(samples[0].dtype) for s in samples])
