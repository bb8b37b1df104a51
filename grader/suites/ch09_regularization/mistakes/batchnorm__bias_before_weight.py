"""The shift is scaled too."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum, eps):
    mean, var = x.mean(dim=0), x.var(dim=0, unbiased=False)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * mean)
        running_var.mul_(1 - momentum).add_(momentum * x.var(dim=0, unbiased=True))
    return ((x - mean) / (var + eps).sqrt() + bias) * weight


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    return ((x - running_mean) / (running_var + eps).sqrt() + bias) * weight
