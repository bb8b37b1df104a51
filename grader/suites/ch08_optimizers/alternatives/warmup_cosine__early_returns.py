"""One case after the other, with cos written as a square of a half angle."""

import math


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    if step >= total:
        return min_lr
    if step >= warmup:
        share = math.cos(math.pi / 2 * (step - warmup) / (total - warmup)) ** 2
        return share * max_lr + (1 - share) * min_lr
    return (step + 1) * max_lr / warmup
