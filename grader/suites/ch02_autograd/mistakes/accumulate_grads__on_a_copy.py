"""Works on a detached copy, whose gradients never reach w."""

from collections.abc import Callable

import torch


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    copy = w.detach().clone().requires_grad_()
    for loss in losses:
        loss(copy).backward()
    return copy.grad
