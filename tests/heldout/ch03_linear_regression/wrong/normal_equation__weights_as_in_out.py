"""Returns the solution of the equation as it stands, which is W^T of shape (in, out)."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    xm, ym = x.mean(0), y.mean(0)
    Xc = x - xm
    Wt = torch.linalg.solve(Xc.T @ Xc + ridge * torch.eye(Xc.shape[1], dtype=x.dtype), Xc.T @ (y - ym))
    return Wt, ym - xm @ Wt
