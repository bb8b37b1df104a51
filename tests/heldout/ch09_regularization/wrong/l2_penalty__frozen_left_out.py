"""Leaves out parameters that are not trained."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = torch.tensor(0.0)
    for p in params:
        if not p.requires_grad:
            continue
        if skip_bias and p.dim() < 2:
            continue
        total = total + p.square().sum()
    return total
