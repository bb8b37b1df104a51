"""Flattens the samples and goes through the features one by one."""

import torch


def fit_standardizer(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    shape = x.shape[1:]
    table = x.reshape(len(x), -1)
    means, stds = [], []
    for column in table.T:
        if bool((column == column[0]).all()):
            means.append(column[0])
            stds.append(torch.ones((), dtype=x.dtype))
            continue
        m = column.mean()
        means.append(m)
        stds.append(torch.sqrt(((column - m) * (column - m)).mean()))
    return torch.stack(means).reshape(shape), torch.stack(stds).reshape(shape)


def apply_standardizer(x: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return torch.stack([(sample - mean) / std for sample in x])
