"""Glues a column of ones onto x and the bias onto W, so that one matrix product does both jobs."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    ones = torch.ones_like(x[..., :1])
    x_plus = torch.cat([x, ones], dim=-1)
    W_plus = torch.cat([W, b.unsqueeze(1)], dim=1)
    return torch.matmul(x_plus, W_plus.transpose(0, 1))
