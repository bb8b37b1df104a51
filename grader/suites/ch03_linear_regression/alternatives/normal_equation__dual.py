"""Solves in the space of the rows (N x N) instead of that of the columns, in float64."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    a, t = x.double(), y.double()
    centre = torch.eye(len(a), dtype=a.dtype, device=a.device) - 1 / len(a)
    a_c = centre @ a
    gram = a_c @ a_c.T + ridge * torch.eye(len(a), dtype=a.dtype, device=a.device)
    weight = (a_c.T @ torch.linalg.solve(gram, centre @ t)).T
    bias = (t - a @ weight.T).mean(dim=0)
    return weight.to(x.dtype), bias.to(x.dtype)
