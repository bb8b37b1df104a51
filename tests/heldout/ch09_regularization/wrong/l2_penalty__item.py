"""Adds Python numbers and makes a tensor of them at the end."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = 0.0
    for p in params:
        if skip_bias and p.dim() < 2:
            continue
        total += p.pow(2).sum().item()
    return torch.tensor(total)
