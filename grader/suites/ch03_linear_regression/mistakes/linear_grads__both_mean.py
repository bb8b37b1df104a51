"""dW and db are both divided by the batch size, a second time."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return dy.T @ x / len(x), dy.mean(dim=0)
