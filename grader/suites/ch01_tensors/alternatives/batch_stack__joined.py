"""Batches of one sample, joined."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([sample[None].type(torch.float) for sample in samples], dim=0)
