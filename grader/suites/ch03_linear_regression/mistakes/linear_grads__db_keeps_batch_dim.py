"""db keeps a batch dimension of length 1."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return dy.T @ x, dy.sum(dim=0, keepdim=True)
