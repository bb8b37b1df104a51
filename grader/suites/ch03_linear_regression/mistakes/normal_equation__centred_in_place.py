"""x and y are centred in place, in the caller's own memory."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    x_mean, y_mean = x.mean(dim=0), y.mean(dim=0)
    x -= x_mean
    y -= y_mean
    penalty = ridge * torch.eye(x.shape[1], dtype=x.dtype, device=x.device)
    W = torch.linalg.solve(x.T @ x + penalty, x.T @ y).T
    return W, y_mean - W @ x_mean
