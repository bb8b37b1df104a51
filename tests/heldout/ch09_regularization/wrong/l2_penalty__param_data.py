"""Squares the data of the parameters."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = torch.tensor(0.0)
    for p in params:
        if skip_bias and p.dim() < 2:
            continue
        total = total + (p.data**2).sum()
    return total
