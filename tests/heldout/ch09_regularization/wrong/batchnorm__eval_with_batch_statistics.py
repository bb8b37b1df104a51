"""Normalises with the statistics of the batch in eval mode, too."""

import torch


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    mean = x.mean(dim=0)
    var = x.var(dim=0, unbiased=False)
    return (x - mean) / torch.sqrt(var + eps) * weight + bias
