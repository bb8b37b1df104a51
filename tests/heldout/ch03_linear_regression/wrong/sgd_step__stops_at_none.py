"""Stops at the first None in place of skipping only that parameter."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for p, g in zip(params, grads):
            if g is None:
                break
            p.sub_(g, alpha=lr)
