"""Column by column; the statistics by torch.std_mean."""

import torch


def batchnorm_train(x, weight, bias, running_mean, running_var, momentum, eps):
    columns = []
    for j in range(x.shape[1]):
        column = x[:, j]
        deviation = column - column.mean()
        columns.append(weight[j] * deviation / (deviation.pow(2).mean() + eps) ** 0.5 + bias[j])
    with torch.no_grad():
        std, mean = torch.std_mean(x, dim=0)
        running_mean += momentum * (mean - running_mean)
        running_var += momentum * (std**2 - running_var)
    return torch.stack(columns, dim=1)


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    return torch.stack([weight * (row - running_mean) / (running_var + eps) ** 0.5 + bias for row in x])
