"""Appends sqrt(ridge) * I as extra rows to the centred data and solves ordinary least squares."""

import math

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    X, Y = x.double(), y.double()
    mx, my = X.mean(dim=0), Y.mean(dim=0)
    d = X.shape[1]
    top = torch.cat([X - mx, math.sqrt(ridge) * torch.eye(d, dtype=X.dtype, device=X.device)])
    rhs = torch.cat([Y - my, torch.zeros(d, Y.shape[1], dtype=X.dtype, device=X.device)])
    Wt = torch.linalg.lstsq(top, rhs).solution
    b = my - mx @ Wt
    return Wt.T.contiguous().to(x.dtype), b.to(x.dtype)
