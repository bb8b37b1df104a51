"""Asks about overfitting before underfitting."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if any(not math.isfinite(v) for v in [*train_loss, *val_loss]) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if val_loss[-1] > min(val_loss) + gap:
        return "overfitting"
    if train_loss[-1] > good:
        return "underfitting"
    return "good"
