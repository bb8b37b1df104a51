"""Divides by warmup before it looks whether there is one."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    rising = max_lr * (step + 1) / warmup
    q = min(max((step - warmup) / (total - warmup), 0), 1)
    falling = min_lr + 0.5 * (max_lr - min_lr) * (1 + math.cos(math.pi * q))
    return min(rising, falling)
