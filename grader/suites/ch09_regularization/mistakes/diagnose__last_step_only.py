"""The rise of the last epoch alone is looked at."""

import math


def diagnose(train_loss, val_loss, good, gap):
    if not all(math.isfinite(loss) for loss in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if len(val_loss) > 1 and val_loss[-1] - val_loss[-2] > gap:
        return "overfitting"
    return "good"
