"""mean, var and in-place steps."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    mean = x.mean(dim=0)
    var = x.var(dim=0, unbiased=False)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * mean)
        running_var.mul_(1 - momentum).add_(momentum * x.var(dim=0))
    return (x - mean) / torch.sqrt(var + eps) * weight + bias


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    return (x - running_mean) / torch.sqrt(running_var + eps) * weight + bias
