"""skip_bias is not used."""

import torch


def l2_penalty(params, skip_bias):
    total = torch.tensor(0.0)
    for p in params:
        if True:
            total = total + (p**2).sum()
    return total
