"""The whole function under no_grad, and add_ with a factor."""

import torch


@torch.no_grad()
def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    return w.add_(g, alpha=-lr)
