"""Starts from Python's 0, and returns it where nothing counts."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = 0
    for p in params:
        if skip_bias and p.dim() < 2:
            continue
        total += p.square().sum()
    return total
