"""The warm-up begins at 0 and divides by warmup - 1."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * step / (warmup - 1)
    progress = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2
