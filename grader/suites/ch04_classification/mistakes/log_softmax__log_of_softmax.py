"""The logarithm of a probability that became 0."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    return torch.softmax(x, dim=dim).log()
