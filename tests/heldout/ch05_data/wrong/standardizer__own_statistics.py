"""Standardises with the statistics of the samples that come in."""

import torch


def fit_standardizer(x):
    mean = x.mean(dim=0)
    std = x.std(dim=0, unbiased=False)
    std[std == 0] = 1
    return mean, std


def apply_standardizer(x, mean, std):
    mean, std = fit_standardizer(x)
    return (x - mean) / std
