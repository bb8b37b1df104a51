"""Asks the smallest training loss, not the last one, whether the network has learned."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if not all(math.isfinite(v) for v in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if min(train_loss) > good:
        return "underfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    return "good"
