"""The leading dimensions are flattened into one and not restored."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return x.reshape(-1, x.shape[-1]) @ W.T + b
