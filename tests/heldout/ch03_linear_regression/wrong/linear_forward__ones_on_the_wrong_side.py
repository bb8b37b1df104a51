"""Ones-column trick with the ones put last in x but the bias put first in W."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    ones = torch.ones(*x.shape[:-1], 1, dtype=x.dtype)
    x1 = torch.cat([x, ones], dim=-1)
    W1 = torch.cat([b[:, None], W], dim=1)
    return x1 @ W1.T
