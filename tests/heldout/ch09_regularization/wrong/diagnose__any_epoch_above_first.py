"""One bad epoch on the way counts as divergence."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    if not all(math.isfinite(v) for v in train_loss + val_loss) or max(train_loss) > train_loss[0]:
        return "diverging"
    if train_loss[-1] > good:
        return "underfitting"
    if val_loss[-1] - min(val_loss) > gap:
        return "overfitting"
    return "good"
