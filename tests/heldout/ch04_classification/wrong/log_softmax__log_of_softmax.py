"""Takes the logarithm of PyTorch's softmax."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    return torch.softmax(x, dim=dim).log()
