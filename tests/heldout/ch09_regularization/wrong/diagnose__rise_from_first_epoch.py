"""Measures the rise of the validation loss from its first value."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if not all(math.isfinite(v) for v in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - val_loss[0] > gap:
        return "overfitting"
    return "good"
