"""Takes a validation loss above its first value for divergence."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    for curve in (train_loss, val_loss):
        if not all(math.isfinite(v) for v in curve) or curve[-1] > curve[0]:
            return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    return "good"
