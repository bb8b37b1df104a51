"""Has the sign the wrong way round, as if the loss were differentiated by the target."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")

    residual = target - pred
    return residual.mul(2).div(residual.numel())
