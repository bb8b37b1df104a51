"""Normalises each row, as LayerNorm does."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    mean = x.mean(dim=1, keepdim=True)
    var = x.var(dim=1, keepdim=True, unbiased=False)
    with torch.no_grad():
        running_mean.mul_(1 - momentum).add_(momentum * x.mean(dim=0))
        running_var.mul_(1 - momentum).add_(momentum * x.var(dim=0))
    return (x - mean) / torch.sqrt(var + eps) * weight + bias
