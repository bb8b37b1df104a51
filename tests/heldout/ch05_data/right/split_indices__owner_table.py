"""Makes a table of owners, shuffles it by sorting random keys, and looks up who owns what."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    f = torch.tensor(fracs, dtype=torch.float64)
    if torch.any(f < 0) or torch.abs(f.sum() - 1.0) > 1e-6:
        raise ValueError("shares must not be negative and must add up to 1")
    sizes = torch.floor(n * f).long()
    i = 0
    while sizes.sum() < n:
        sizes[i] += 1
        i += 1
    keys = torch.rand(n, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    owner = torch.repeat_interleave(torch.arange(len(fracs)), sizes)[keys.argsort()]
    return [torch.nonzero(owner == part).flatten() for part in range(len(fracs))]
