"""Returns the probabilities."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    z = torch.exp(x - x.amax(dim=dim, keepdim=True))
    return z / z.sum(dim=dim, keepdim=True)
