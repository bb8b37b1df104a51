"""Filled into a tensor of zeros, which converts on the way."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    batch = torch.zeros(len(samples), *samples[0].shape, device=samples[0].device)
    for i, sample in enumerate(samples):
        batch[i] = sample
    return batch
