"""The norms are added up, without squares."""

import torch


def l2_penalty(params, skip_bias):
    total = torch.tensor(0.0)
    for p in params:
        if p.dim() >= 2 or not skip_bias:
            total = total + p.norm()
    return total
