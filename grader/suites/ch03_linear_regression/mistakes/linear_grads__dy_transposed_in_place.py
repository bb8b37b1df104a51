"""dy.t_() transposes the caller's own dy."""

import torch


def linear_grads(x: torch.Tensor, dy: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    dy.t_()
    return dy @ x, dy.sum(dim=1)
