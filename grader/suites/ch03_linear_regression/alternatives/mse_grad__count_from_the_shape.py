"""The number of elements is the product of the shape."""

import math

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if tuple(pred.shape) != tuple(target.shape):
        raise ValueError("shapes differ")
    count = math.prod(pred.shape)
    return torch.mul(pred, 2 / count) - torch.mul(target, 2 / count)
