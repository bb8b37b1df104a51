"""Either curve diverges where it ends above its first value."""

import math


def diagnose(train_loss, val_loss, good, gap):
    if not all(math.isfinite(loss) for loss in [*train_loss, *val_loss]):
        return "diverging"
    if train_loss[-1] > train_loss[0] or val_loss[-1] > val_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    return "good"
