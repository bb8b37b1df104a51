"""Measures the distance between the two curves."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if any(not math.isfinite(v) for v in [*train_loss, *val_loss]) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - train_loss[-1] > gap:
        return "overfitting"
    return "good"
