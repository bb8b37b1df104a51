"""The rise is measured from the first validation loss."""

import math


def diagnose(train_loss, val_loss, good, gap):
    if not all(math.isfinite(loss) for loss in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - val_loss[0] > gap:
        return "overfitting"
    return "good"
