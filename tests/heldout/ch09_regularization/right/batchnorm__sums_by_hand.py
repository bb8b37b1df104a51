"""Sums divided by N and by N - 1, and slices assigned."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    N = x.shape[0]
    mu = x.sum(0) / N
    centred = x - mu
    squares = (centred**2).sum(0)
    running_mean[:] = ((1 - momentum) * running_mean + momentum * mu).detach()
    running_var[:] = ((1 - momentum) * running_var + momentum * squares / (N - 1)).detach()
    return weight * centred * (squares / N + eps) ** -0.5 + bias


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    centred = x - running_mean
    return weight * centred * (running_var + eps) ** -0.5 + bias
