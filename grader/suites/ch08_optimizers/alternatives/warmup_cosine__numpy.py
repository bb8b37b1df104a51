"""The curve by interpolation of the angle in NumPy."""

import numpy as np


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    if warmup > step:
        return float(np.linspace(0.0, max_lr, warmup + 1)[step + 1])
    angle = np.interp(step, [warmup, total], [0.0, np.pi])
    return float(min_lr + (max_lr - min_lr) * 0.5 * (1 + np.cos(angle)))
