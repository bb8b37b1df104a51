"""Parameters without requires_grad are left out."""

import torch


def l2_penalty(params, skip_bias):
    total = torch.tensor(0.0)
    for p in params:
        if p.requires_grad and (p.dim() >= 2 or not skip_bias):
            total = total + p.square().sum()
    return total
