"""The four questions, one after the other."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if not all(math.isfinite(loss) for loss in train_loss + val_loss):
        return "diverging"
    if train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    return "good"
