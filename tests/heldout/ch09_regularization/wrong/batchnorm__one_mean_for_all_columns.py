"""Takes one mean and one variance of the whole batch."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    mean = x.mean()
    var = x.var(unbiased=False)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * mean)
        running_var.mul_(1 - momentum).add_(momentum * x.var())
    return (x - mean) / torch.sqrt(var + eps) * weight + bias
