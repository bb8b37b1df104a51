"""Multiply everything by everything, then sum the last dimension away; no matrix product at all."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (x[..., None, :] * W).sum(-1) + b
