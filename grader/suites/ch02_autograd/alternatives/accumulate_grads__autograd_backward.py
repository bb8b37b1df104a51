"""All losses in one call of torch.autograd.backward."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    torch.autograd.backward([loss(w) for loss in losses])
    return w.grad.detach().clone()
