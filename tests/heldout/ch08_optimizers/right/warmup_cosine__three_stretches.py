"""Three branches, and the square of the half angle."""

from math import cos, pi


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    if step >= total:
        return float(min_lr)
    elif step >= warmup:
        progress = (step - warmup) / (total - warmup)
        weight = cos(0.5 * pi * progress) ** 2
        return weight * max_lr + (1.0 - weight) * min_lr
    else:
        return max_lr / warmup * (step + 1)
