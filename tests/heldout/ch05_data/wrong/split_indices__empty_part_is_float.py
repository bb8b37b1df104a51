"""Makes tensors of lists: an empty list becomes float32."""

import random

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("bad shares")
    sizes = [int(n * f) for f in fracs]
    for i in range(n - sum(sizes)):
        sizes[i] += 1
    order = list(range(n))
    random.Random(seed).shuffle(order)
    parts = []
    for size in sizes:
        parts.append(torch.tensor(order[:size]))
        order = order[size:]
    return parts
