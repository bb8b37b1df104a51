"""log-sum-exp first, as one number a line, then the difference."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    largest, _ = x.max(dim=dim, keepdim=True)
    normaliser = largest + torch.log(torch.sum(torch.exp(x - largest), dim=dim, keepdim=True))
    return x - normaliser
