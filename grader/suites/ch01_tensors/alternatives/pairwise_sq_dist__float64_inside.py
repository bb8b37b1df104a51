"""Float64 has digits enough for the large squares."""

import torch


def pairwise_sq_dist(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.double(), b.double()
    squares = a.square().sum(1)[:, None] + b.square().sum(1)[None, :]
    return torch.relu(squares - 2 * torch.einsum("ik,jk->ij", a, b)).float()
