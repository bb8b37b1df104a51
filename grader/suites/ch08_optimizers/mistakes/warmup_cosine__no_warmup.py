"""There is no warm-up: max_lr from the first step."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr
    progress = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2
