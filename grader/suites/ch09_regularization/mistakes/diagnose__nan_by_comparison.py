"""NaN is looked for with ==, which is never true."""

import math

NAN = float("nan")


def diagnose(train_loss, val_loss, good, gap):
    if any(loss == math.inf or loss == NAN for loss in train_loss + val_loss) or train_loss[-1] > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    return "good"
