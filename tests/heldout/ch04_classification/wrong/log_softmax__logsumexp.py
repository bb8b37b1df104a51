"""Uses torch.logsumexp, which is forbidden."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    z = x - x.amax(dim=dim, keepdim=True)
    return z - torch.logsumexp(z, dim=dim, keepdim=True)
