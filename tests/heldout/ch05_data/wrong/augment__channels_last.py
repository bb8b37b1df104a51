"""Thinks of (N, H, W, C) as in TensorFlow: flips dimension 2."""

import torch


def augment(x, train, seed):
    if not train:
        return x
    coins = torch.rand(len(x), generator=torch.Generator().manual_seed(seed)) < 0.5
    return torch.stack([image.flip(1) if coin else image for image, coin in zip(x, coins)])
