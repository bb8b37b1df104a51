"""The samples lie along the last dimension."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([sample.to(torch.float32) for sample in samples], dim=-1)
