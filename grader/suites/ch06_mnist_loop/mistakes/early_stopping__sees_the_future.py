"""Patience is counted from the lowest loss of the whole list, the later epochs included."""


def early_stopping(losses, patience, min_delta):
    stop = losses.index(min(losses)) + patience if losses else 0
    return stop if stop < len(losses) else None
