"""Counts down from patience and winds the counter up again at each better epoch."""


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    if not losses:
        return None
    best = losses[0]
    left = patience
    for i, loss in enumerate(losses[1:], start=1):
        if loss < best - min_delta:
            best, left = loss, patience
            continue
        left -= 1
        if left == 0:
            return i
    return None
