"""Folds everything into one scale and one shift of each column."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    ones = torch.full((x.size(0),), 1 / x.size(0), dtype=x.dtype, device=x.device)
    mean = torch.einsum("n,nd->d", ones, x)
    var = torch.einsum("n,nd->d", ones, (x - mean.expand_as(x)).square())
    scale = weight / (var + eps).sqrt()
    out = x * scale + (bias - mean * scale)
    with torch.no_grad():
        running_mean += momentum * (mean - running_mean)
        running_var += momentum * (torch.var(x, 0, unbiased=True) - running_var)
    return out


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    scale = weight / (running_var + eps).sqrt()
    return x * scale + (bias - running_mean * scale)
