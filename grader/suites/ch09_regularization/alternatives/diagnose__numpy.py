"""Arrays and a chain of conditions."""

import numpy as np


def diagnose(train_loss, val_loss, good, gap):
    train, val = np.array(train_loss), np.array(val_loss)
    rules = {
        "diverging": not np.isfinite(np.concatenate([train, val])).all() or train[-1] > train[0],
        "underfitting": train[-1] > good,
        "overfitting": val[-1] > val.min() + gap,
    }
    return next((word for word, holds in rules.items() if holds), "good")
