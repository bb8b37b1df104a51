"""Adds eps to the standard deviation."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    mean = x.mean(dim=0)
    std = x.std(dim=0, unbiased=False)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * mean)
        running_var.mul_(1 - momentum).add_(momentum * x.var(dim=0))
    return (x - mean) / (std + eps) * weight + bias


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    return (x - running_mean) / (running_var.sqrt() + eps) * weight + bias
