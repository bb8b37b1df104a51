"""A parameter without dimensions counts as a weight."""

import torch


def l2_penalty(params, skip_bias):
    total = torch.tensor(0.0)
    for p in params:
        if p.dim() != 1 or not skip_bias:
            total = total + (p**2).sum()
    return total
