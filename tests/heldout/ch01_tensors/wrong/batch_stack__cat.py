"""Joins along the first dimension that is there, and makes no new one."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([s.float() for s in samples])
