"""0 / 0 is replaced at the end."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    total = torch.where(mask, x, torch.zeros_like(x)).sum(1)
    return torch.nan_to_num(total / mask.count_nonzero(dim=1), nan=0.0)
