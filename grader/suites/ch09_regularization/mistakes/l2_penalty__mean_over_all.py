"""The squares are averaged over all elements."""

import torch


def l2_penalty(params, skip_bias):
    squares = [(p**2).reshape(-1) for p in params if p.dim() >= 2 or not skip_bias]
    return torch.cat(squares).mean() if squares else torch.tensor(0.0)
