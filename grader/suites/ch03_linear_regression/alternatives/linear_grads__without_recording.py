"""Builds both sums row by row while autograd does not record."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    with torch.no_grad():
        products = dy[:, :, None] * x[:, None, :]
        return products.sum(0), torch.ones(len(dy), dtype=dy.dtype, device=dy.device) @ dy
