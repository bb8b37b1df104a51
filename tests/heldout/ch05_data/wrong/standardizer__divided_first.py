"""Divides before it subtracts."""

import torch


def apply_standardizer(x, mean, std):
    return x / std - mean
