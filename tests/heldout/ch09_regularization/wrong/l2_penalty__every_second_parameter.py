"""Takes every second parameter for a bias."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    params = list(params)
    if skip_bias:
        params = params[::2]
    total = torch.tensor(0.0)
    for p in params:
        total = total + p.square().sum()
    return total
