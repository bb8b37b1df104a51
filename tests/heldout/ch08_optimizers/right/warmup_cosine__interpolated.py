"""numpy's interp for the warm-up, a helper for the rest."""

import numpy as np


def _cosine(q: float, high: float, low: float) -> float:
    return low + (high - low) * 0.5 * (1.0 + float(np.cos(np.pi * q)))


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    if step < warmup:
        return float(np.interp(step + 1, [0, warmup], [0.0, max_lr]))
    return _cosine(float(np.clip((step - warmup) / (total - warmup), 0, 1)), max_lr, min_lr)
