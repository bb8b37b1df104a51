"""A loop over the rows."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    means = torch.zeros(len(x), dtype=x.dtype, device=x.device)
    for i in range(len(x)):
        kept = x[i][mask[i]]
        if len(kept) > 0:
            means[i] = kept.mean()
    return means
