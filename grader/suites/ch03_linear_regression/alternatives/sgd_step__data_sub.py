"""Writes through .data, in the older style of PyTorch code."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    for i in range(len(params)):
        g = grads[i]
        if g is None:
            continue
        params[i].data.sub_(g, alpha=lr)
