"""Solves the N x N system of the dual form, X_c^T (X_c X_c^T + ridge I)^-1 Y_c."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    X = x.double()
    Y = y.double()
    Xc = X - X.mean(0, keepdim=True)
    Yc = Y - Y.mean(0, keepdim=True)
    K = Xc @ Xc.T
    K.diagonal().add_(ridge)
    alpha = torch.linalg.solve(K, Yc)
    W = alpha.T @ Xc
    b = (Y - X @ W.T).mean(0)
    return W.to(x.dtype), b.to(x.dtype)
