"""Uses the SVD of the centred data and shrinks each direction by s / (s^2 + ridge)."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    X, Y = x.to(torch.float64), y.to(torch.float64)
    mean_x, mean_y = X.mean(0), Y.mean(0)
    U, s, Vh = torch.linalg.svd(X - mean_x, full_matrices=False)
    shrink = s / (s * s + ridge)
    W = (Vh.T * shrink @ (U.T @ (Y - mean_y))).T
    b = mean_y - W @ mean_x
    return W.to(x.dtype), b.to(x.dtype)
