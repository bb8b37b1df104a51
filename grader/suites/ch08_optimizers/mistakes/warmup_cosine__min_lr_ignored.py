"""The cosine falls to 0, whatever min_lr is."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    if step < warmup:
        return max_lr * (step + 1) / warmup
    progress = min((step - warmup) / (total - warmup), 1.0)
    return max_lr * (1 + math.cos(math.pi * progress)) / 2
