"""Does not compare the shapes, so (N, 1) against (N,) gives an (N, N) gradient."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    n = pred.numel()
    return (2 / n) * (pred - target)
