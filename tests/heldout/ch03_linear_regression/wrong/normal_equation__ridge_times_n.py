"""Multiplies the ridge by N, as if the squared errors were averaged over the rows."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    N = x.shape[0]
    xm, ym = x.mean(0), y.mean(0)
    Xc, Yc = x - xm, y - ym
    W = torch.linalg.solve(Xc.T @ Xc + N * ridge * torch.eye(x.shape[1], dtype=x.dtype), Xc.T @ Yc).T
    return W, ym - W @ xm
