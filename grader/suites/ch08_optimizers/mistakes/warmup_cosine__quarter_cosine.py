"""A quarter of a period: flat at first, steep at the end."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * (step + 1) / warmup
    progress = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * math.cos(math.pi / 2 * progress)
