"""Leaves out vectors, but not parameters without any dimension."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = torch.tensor(0.0)
    for p in params:
        if skip_bias and len(p.shape) == 1:
            continue
        total = total + (p * p).sum()
    return total
