"""Sums and squares by hand; copy_ for the update; one function for both."""

import torch


def _apply(x, mean, var, weight, bias, eps):
    return weight * ((x - mean) / torch.sqrt(var + eps)) + bias


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum, eps):
    n = len(x)
    mean = x.sum(0) / n
    squares = ((x - mean) ** 2).sum(0)
    running_mean.data.copy_((1 - momentum) * running_mean + momentum * mean.detach())
    running_var.data.copy_((1 - momentum) * running_var + momentum * squares.detach() / (n - 1))
    return _apply(x, mean, squares / n, weight, bias, eps)


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    return _apply(x, running_mean, running_var, weight, bias, eps)
