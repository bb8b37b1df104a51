"""<= in place of <: step warmup is above max_lr."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if warmup and step <= warmup:
        return max_lr * (step + 1) / warmup
    q = min((step - warmup) / (total - warmup), 1)
    return min_lr + 0.5 * (max_lr - min_lr) * (1 + math.cos(math.pi * q))
