"""Collects the pairs that have a gradient and updates them with one foreach call."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    pairs = [(p, g) for p, g in zip(params, grads) if g is not None]
    if len(pairs) == 0:
        return
    ps, gs = zip(*pairs)
    with torch.no_grad():
        torch._foreach_add_(list(ps), list(gs), alpha=-lr)
