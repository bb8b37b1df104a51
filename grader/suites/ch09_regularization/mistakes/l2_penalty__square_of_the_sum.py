"""The sum is squared, not the elements."""

import torch


def l2_penalty(params, skip_bias):
    total = torch.tensor(0.0)
    for p in params:
        if p.dim() >= 2 or not skip_bias:
            total = total + p.sum() ** 2
    return total
