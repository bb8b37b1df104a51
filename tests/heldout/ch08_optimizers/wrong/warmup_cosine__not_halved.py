"""min + (max - min) * cos, with q to pi / 2: a quarter of a cosine."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * (step + 1) / warmup
    q = min((step - warmup) / (total - warmup), 1)
    return min_lr + (max_lr - min_lr) * math.cos(math.pi / 2 * q)
