"""Lets best follow every smaller loss, so that small improvements cannot add up to more than min_delta."""


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    best = losses[0]
    bad = 0
    for epoch, loss in enumerate(losses[1:], start=1):
        if loss < best - min_delta:
            bad = 0
        else:
            bad += 1
        best = min(best, loss)
        if bad == patience:
            return epoch
    return None
