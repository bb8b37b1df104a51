"""db is summed over the outputs too, so all of them share one number."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return dy.T @ x, dy.sum()
