"""Gives every sample a dimension in front and puts them together along it."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([s.unsqueeze(0).to(torch.float32) for s in samples], dim=0)
