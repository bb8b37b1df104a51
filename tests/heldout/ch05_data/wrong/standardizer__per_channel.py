"""Keeps the last dimension and averages over all others, as sklearn's tables suggest."""

import torch


def fit_standardizer(x):
    rows = x.reshape(-1, x.shape[-1])
    mean = rows.mean(dim=0)
    std = rows.std(dim=0, unbiased=False)
    std[std == 0] = 1.0
    return mean, std


def apply_standardizer(x, mean, std):
    return (x - mean) / std
