"""step / warmup."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * step / warmup
    q = min((step - warmup) / (total - warmup), 1)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * q)) / 2
