"""Looks at the last losses only when it asks for NaN."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    first, last, val = train_loss[0], train_loss[-1], val_loss[-1]
    if not math.isfinite(last) or not math.isfinite(val) or last > first:
        return "diverging"
    if last > good:
        return "underfitting"
    if val > min(val_loss) + gap:
        return "overfitting"
    return "good"
