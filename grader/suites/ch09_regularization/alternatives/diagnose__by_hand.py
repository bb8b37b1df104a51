"""Loops and comparisons only."""


def diagnose(train_loss, val_loss, good, gap):
    for curve in (train_loss, val_loss):
        for loss in curve:
            if loss != loss or abs(loss) == float("inf"):
                return "diverging"
    first, *_, last = [*train_loss[:1], *train_loss]
    if first < last:
        return "diverging"
    if not last <= good:
        return "underfitting"
    best = min(val_loss)
    return "overfitting" if val_loss[-1] - best > gap else "good"
