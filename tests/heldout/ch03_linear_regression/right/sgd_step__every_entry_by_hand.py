"""Visits every entry of every parameter with np.ndindex and moves it on its own."""

import numpy as np
import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    with torch.no_grad():
        for p, g in zip(params, grads, strict=True):
            if g is not None:
                for where in np.ndindex(*p.shape):
                    p[where] = p[where] - lr * g[where]
