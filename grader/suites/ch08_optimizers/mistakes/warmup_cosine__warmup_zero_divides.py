"""The warm-up's factor is computed in every case, and divides by 0 without warm-up."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    rise = (step + 1) / warmup
    if rise <= 1:
        return max_lr * rise
    progress = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2
