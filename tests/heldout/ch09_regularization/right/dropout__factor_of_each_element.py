"""A factor for every element: 0 or 1 / (1 - p)."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    keep = 1.0 - p
    factor = torch.ones_like(x)
    if training is True:
        random_numbers = torch.rand(x.shape, generator=torch.Generator().manual_seed(int(seed)))
        factor = torch.logical_not(random_numbers.lt(p)).type_as(x).mul(1 / keep)
    return torch.mul(x, factor)
