"""detach() shares memory with w: changing it changes w."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    memory = w.detach()
    memory[...] = memory + torch.mul(g.detach(), -lr)
    return w
