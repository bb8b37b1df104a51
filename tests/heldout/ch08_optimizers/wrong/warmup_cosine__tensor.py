"""Returns a tensor."""

import math

import torch


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return torch.tensor(max_lr * (step + 1) / warmup)
    q = min((step - warmup) / (total - warmup), 1)
    return min_lr + 0.5 * (max_lr - min_lr) * (1 + torch.cos(torch.tensor(math.pi * q)))
