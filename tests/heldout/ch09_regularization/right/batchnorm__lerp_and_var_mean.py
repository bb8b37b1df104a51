"""var_mean, and lerp_ towards the batch."""

import torch


def normalise(x, mean, var, weight, bias, eps):
    return torch.addcmul(bias, weight, (x - mean) * (var + eps).rsqrt())


@torch.no_grad()
def step_towards(running, batch, momentum):
    running.lerp_(batch.to(running.dtype), momentum)


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum: float, eps: float) -> torch.Tensor:
    var, mean = torch.var_mean(x, dim=0, correction=0)
    n = len(x)
    step_towards(running_mean, mean, momentum)
    step_towards(running_var, var * n / (n - 1), momentum)
    return normalise(x, mean, var, weight, bias, eps)


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps: float) -> torch.Tensor:
    return normalise(x, running_mean, running_var, weight, bias, eps)
