"""Each row is normalised: LayerNorm."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum, eps):
    mean = x.mean(dim=0)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * mean)
        running_var.mul_(1 - momentum).add_(momentum * x.var(dim=0, unbiased=True))
    m, v = x.mean(dim=1, keepdim=True), x.var(dim=1, unbiased=False, keepdim=True)
    return (x - m) / (v + eps).sqrt() * weight + bias


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    return (x - running_mean) / (running_var + eps).sqrt() * weight + bias
