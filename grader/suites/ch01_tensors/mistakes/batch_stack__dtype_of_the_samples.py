"""The dtype is whatever torch makes of the samples'."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack(samples)
