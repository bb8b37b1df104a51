"""Flattens the residuals and takes their dot product with themselves, over the number of elements."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if tuple(pred.shape) != tuple(target.shape):
        raise ValueError("pred has shape {} but target has {}".format(tuple(pred.shape), tuple(target.shape)))
    d = (pred - target).reshape(-1)
    return torch.dot(d, d) / d.numel()
