"""A table of rules; the first that holds gives the word."""

import math
from itertools import chain


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    first, *_ = train_loss
    *_, last = train_loss
    rules = [
        ("diverging", lambda: any(map(lambda v: math.isnan(v) or math.isinf(v), chain(train_loss, val_loss)))),
        ("diverging", lambda: last > first),
        ("underfitting", lambda: last > good),
        ("overfitting", lambda: val_loss[-1] - sorted(val_loss)[0] > gap),
        ("good", lambda: True),
    ]
    return next(word for word, holds in rules if holds())
