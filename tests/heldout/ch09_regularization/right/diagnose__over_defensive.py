"""Copies the lists, checks their lengths, and asks helpers."""

import numpy as np


def _broken(curve):
    return not bool(np.isfinite(np.asarray(curve, dtype=np.float64)).all())


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    train, val = list(train_loss), list(val_loss)
    if len(train) == 0 or len(train) != len(val):
        raise ValueError("both curves need the same number of epochs, at least one")
    result = "good"
    if _broken(train) or _broken(val) or train[-1] > train[0]:
        result = "diverging"
    elif train[-1] > good:
        result = "underfitting"
    elif val[-1] > min(val) + gap:
        result = "overfitting"
    assert result in {"diverging", "underfitting", "overfitting", "good"}
    return result
