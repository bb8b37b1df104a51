"""Subtracts the running mean from x itself."""

import torch


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    x -= running_mean
    x /= torch.sqrt(running_var + eps)
    return x * weight + bias
