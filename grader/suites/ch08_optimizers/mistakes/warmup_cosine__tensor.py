"""The rate is a tensor."""

import math

import torch


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return torch.tensor(max_lr * (step + 1) / warmup)
    progress = min((step - warmup) / (total - warmup), 1.0)
    return torch.tensor(min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2)
