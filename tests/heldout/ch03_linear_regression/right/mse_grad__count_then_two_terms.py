"""Counts the elements from the shape with math.prod and writes 2d/n as d/n + d/n."""

import math

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    for name, shape in (("pred", pred.shape), ("target", target.shape)):
        if shape != pred.shape:
            raise ValueError(f"{name} has another shape: {tuple(shape)}")
    n = math.prod(pred.shape)
    share = torch.sub(pred, target).div(n)
    return share + share
