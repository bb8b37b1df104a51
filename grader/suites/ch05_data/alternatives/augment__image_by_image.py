"""Image by image, with Python's generator."""

import random

import torch


def augment(x, train, seed):
    coin = random.Random(seed)
    images = []
    for image in x:
        flipped = train and coin.random() >= 0.5
        images.append(image[:, :, torch.arange(image.shape[-1] - 1, -1, -1)] if flipped else image)
    return torch.stack(images)
