"""The gradient is computed in place, in the predictions' own memory."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    return pred.sub_(target).mul_(2 / pred.numel())
