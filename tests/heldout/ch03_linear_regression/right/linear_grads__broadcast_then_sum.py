"""Makes the whole (N, out, in) table by broadcasting, sums the rows away; db is a product with ones."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    table = dy[:, :, None] * x[:, None, :]
    dW = table.sum(0)
    ones = torch.ones(dy.shape[0], dtype=dy.dtype, device=dy.device)
    db = ones @ dy
    return dW, db
