"""Picks the real entries of each row in a loop."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    out = torch.zeros(x.shape[0], dtype=x.dtype)
    for i in range(x.shape[0]):
        real = x[i][mask[i]]
        if len(real) > 0:
            out[i] = real.mean()
    return out
