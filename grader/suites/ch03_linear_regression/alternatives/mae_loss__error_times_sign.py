"""|d| = d sign(d); sign has gradient 0 everywhere, and is 0 at a tie."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    error = pred - target
    return (error * error.sign()).sum() / error.numel()
