"""Goes through a transposed copy, and returns a tensor whose memory is in another order."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    axes = tuple(reversed(range(x.dim())))
    turned = x.detach().permute(axes).contiguous().requires_grad_()
    return torch.autograd.grad(f(turned.permute(axes)), [turned])[0].permute(axes)
