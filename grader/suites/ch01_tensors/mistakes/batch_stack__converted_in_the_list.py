"""The caller's list gets the converted samples."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    for index in range(len(samples)):
        samples[index] = samples[index].to(torch.float32)
    return torch.stack(samples)
