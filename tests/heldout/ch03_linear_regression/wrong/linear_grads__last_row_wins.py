"""Loops over the rows but assigns in place of adding, so only the last row's contribution is left."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    dW = torch.zeros(dy.shape[1], x.shape[1], dtype=x.dtype)
    db = torch.zeros(dy.shape[1], dtype=dy.dtype)
    for n in range(len(x)):
        dW = dy[n].unsqueeze(1) * x[n].unsqueeze(0)
        db = db + dy[n]
    return dW, db
