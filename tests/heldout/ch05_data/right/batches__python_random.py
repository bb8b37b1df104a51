"""Python's random, seeded by a text, and a list that fills up."""

import random

import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    indices = list(range(n))
    if shuffle:
        random.Random(f"{seed}/{epoch}").shuffle(indices)
    result, current = [], []
    for index in indices:
        current.append(index)
        if len(current) == batch_size:
            result.append(torch.LongTensor(current))
            current = []
    if current and not drop_last:
        result.append(torch.LongTensor(current))
    return result
