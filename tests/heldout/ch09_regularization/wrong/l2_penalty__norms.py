"""Adds the norms, with their roots."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = torch.tensor(0.0)
    for p in params:
        if skip_bias and p.dim() < 2:
            continue
        total = total + torch.norm(p, p=2)
    return total
