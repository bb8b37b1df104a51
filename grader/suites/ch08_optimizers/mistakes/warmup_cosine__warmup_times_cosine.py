"""The warm-up is a factor before a cosine that runs from step 0."""

import math


def warmup_cosine(step, warmup, total, max_lr, min_lr):
    rise = (step + 1) / warmup if step < warmup else 1.0
    progress = min(step / total, 1.0)
    return rise * (min_lr + (max_lr - min_lr) * (1 + math.cos(math.pi * progress)) / 2)
