"""Overfitting is asked for before underfitting."""

import math


def diagnose(train_loss, val_loss, good, gap):
    if not all(math.isfinite(loss) for loss in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    if train_loss[-1] > good:
        return "underfitting"
    return "good"
