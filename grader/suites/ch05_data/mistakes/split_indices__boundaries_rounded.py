"""Rounds the boundaries between the parts."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("these are no shares of a whole")
    ends = [round(n * sum(fracs[: part + 1])) for part in range(len(fracs))]
    sizes = [end - start for start, end in zip([0, *ends], ends, strict=False)]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return list(order.split(sizes))
