"""Draws from the global generator."""

import torch


def augment(x, train, seed):
    if not train:
        return x
    coins = torch.rand(x.size(0)) < 0.5
    return torch.where(coins.view(-1, 1, 1, 1), torch.flip(x, [3]), x)
