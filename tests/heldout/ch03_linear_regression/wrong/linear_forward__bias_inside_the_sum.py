"""Adds the bias inside the sum over the inputs, so it counts once per input."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    terms = x.unsqueeze(-2) * W + b.unsqueeze(-1)
    return terms.sum(dim=-1)
