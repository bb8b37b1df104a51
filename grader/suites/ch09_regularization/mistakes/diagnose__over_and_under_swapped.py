"""The two words are swapped."""

import math


def diagnose(train_loss, val_loss, good, gap):
    if not all(math.isfinite(loss) for loss in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "overfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "underfitting"
    return "good"
