"""The chain rule link by link: mean, then square, then difference."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    error = torch.sub(pred, target)
    d_squares = torch.full_like(error, 1.0 / error.nelement())
    d_error = d_squares * 2.0 * error
    return d_error
