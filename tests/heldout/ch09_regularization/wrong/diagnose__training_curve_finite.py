"""Asks the training curve alone whether it is finite."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if not all(map(math.isfinite, train_loss)) or train_loss[-1] > train_loss[0]:
        return "diverging"
    elif train_loss[-1] > good:
        return "underfitting"
    elif val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    else:
        return "good"
