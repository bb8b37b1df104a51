"""Looks whether there are parameters, and then goes through them again."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    if len(list(params)) == 0:
        return torch.tensor(0.0)
    total = torch.tensor(0.0)
    for p in params:
        if not skip_bias or p.dim() >= 2:
            total = total + p.square().sum()
    return total
