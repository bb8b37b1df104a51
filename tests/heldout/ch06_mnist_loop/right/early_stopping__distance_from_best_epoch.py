"""Remembers which epoch was the best and stops when it lies patience epochs back."""


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    best_epoch = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best_epoch] - min_delta:
            best_epoch = epoch
        elif epoch - best_epoch == patience:
            return epoch
    return None
