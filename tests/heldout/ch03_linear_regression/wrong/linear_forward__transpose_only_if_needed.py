"""Transposes W only when the product would not fit, so a square W is used the wrong way round."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    if x.shape[-1] == W.shape[0]:
        return x @ W + b
    return x @ W.T + b
