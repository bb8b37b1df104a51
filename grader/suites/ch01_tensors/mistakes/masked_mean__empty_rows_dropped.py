"""Rows without entries are left out."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    rows = [row[keep].mean() for row, keep in zip(x, mask, strict=True) if keep.any()]
    return torch.stack(rows)
