"""New tensors take the names; the caller's stay."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum, eps):
    mean, var = x.mean(dim=0), x.var(dim=0, unbiased=False)
    with torch.no_grad():
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * x.var(dim=0)
    return (x - mean) / (var + eps).sqrt() * weight + bias


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    return (x - running_mean) / (running_var + eps).sqrt() * weight + bias
