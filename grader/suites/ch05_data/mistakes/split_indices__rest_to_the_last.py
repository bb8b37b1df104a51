"""The last part takes the rest."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    if min(fracs) < 0 or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("these are no shares of a whole")
    sizes = [int(n * frac) for frac in fracs]
    sizes[-1] = n - sum(sizes[:-1])
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    return list(order.split(sizes))
