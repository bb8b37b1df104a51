"""Checks by assert."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    assert min(fracs) >= 0
    assert abs(sum(fracs) - 1) <= 1e-6
    sizes = [int(n * frac) for frac in fracs]
    for part in range(n - sum(sizes)):
        sizes[part] += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return list(order.split(sizes))
