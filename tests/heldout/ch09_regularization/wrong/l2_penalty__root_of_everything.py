"""Takes the root at the end."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    total = torch.tensor(0.0)
    for p in params:
        if not skip_bias or p.dim() >= 2:
            total = total + (p**2).sum()
    return total.sqrt()
