"""Makes an empty batch and writes one sample after the other into it."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    batch = torch.empty((len(samples), *samples[0].shape), dtype=torch.float32)
    for i, sample in enumerate(samples):
        batch[i] = sample
    return batch
