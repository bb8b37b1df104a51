"""Adds absolute values, which is L1."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    return sum((p.abs().sum() for p in params if not skip_bias or p.dim() >= 2), torch.tensor(0.0))
