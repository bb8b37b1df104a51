"""The warm-up begins at min_lr."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return min_lr + (max_lr - min_lr) * (step + 1) / warmup
    q = min((step - warmup) / (total - warmup), 1)
    return min_lr + 0.5 * (max_lr - min_lr) * (1 + math.cos(math.pi * q))
