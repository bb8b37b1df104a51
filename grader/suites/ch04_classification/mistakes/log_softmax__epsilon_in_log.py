"""log(p + 1e-8)."""

import torch


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    return (torch.softmax(x, dim=dim) + 1e-8).log()
