"""Keeps the first dimension."""

import torch


def fit_standardizer(x):
    mean = x.mean(dim=0, keepdim=True)
    std = x.std(dim=0, unbiased=False, keepdim=True)
    std[std == 0] = 1
    return mean, std


def apply_standardizer(x, mean, std):
    return (x - mean) / std
