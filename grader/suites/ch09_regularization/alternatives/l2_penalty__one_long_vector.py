"""All elements in one vector, and its product with itself."""

import torch


def l2_penalty(params, skip_bias):
    counted = [p for p in params if not (skip_bias and p.ndim < 2)]
    if not counted:
        return torch.zeros(())
    everything = torch.cat([p.flatten() for p in counted])
    return everything @ everything
