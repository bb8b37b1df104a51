"""Adds the mean square of each parameter."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = torch.tensor(0.0)
    for p in params:
        if skip_bias and p.dim() < 2:
            continue
        total = total + p.pow(2).mean()
    return total
