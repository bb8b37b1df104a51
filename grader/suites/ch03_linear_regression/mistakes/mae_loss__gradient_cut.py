"""The loss goes through a Python number, so its gradient is lost."""

import torch


def mae_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.tensor((pred - target).abs().mean().item())
