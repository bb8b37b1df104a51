"""The running statistics move in eval too."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum, eps):
    mean, var = x.mean(dim=0), x.var(dim=0, unbiased=False)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * mean)
        running_var.mul_(1 - momentum).add_(momentum * x.var(dim=0, unbiased=True))
    return (x - mean) / (var + eps).sqrt() * weight + bias


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    y = (x - running_mean) / (running_var + eps).sqrt() * weight + bias
    running_mean.mul_(0.9).add_(0.1 * x.mean(dim=0))
    return y
