"""Concatenated, then forced into a shape."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return (
        torch.cat([sample.to(torch.float32) for sample in samples])
        .reshape(*samples[0].shape, len(samples))
        .movedim(-1, 0)
    )
