"""// makes the progress 0 until the end."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * (step + 1) / warmup
    progress = min((step - warmup) // (total - warmup), 1)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2
