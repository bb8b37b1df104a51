"""Counts the parameters first, which uses a generator up."""

import torch


def l2_penalty(params, skip_bias):
    total = torch.tensor(0.0)
    if sum(1 for _ in params) == 0:
        return total
    for p in params:
        if p.dim() >= 2 or not skip_bias:
            total = total + p.square().sum()
    return total
