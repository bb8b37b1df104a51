"""The numbers of a sample are read column by column."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.permute(0, *range(x.dim() - 1, 0, -1)).reshape(x.shape[0], -1)
