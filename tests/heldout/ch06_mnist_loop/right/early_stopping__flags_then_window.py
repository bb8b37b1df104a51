"""Marks each epoch as better or not, then looks for the first window of patience epochs without a mark."""


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    better = []
    best = None
    for loss in losses:
        improved = best is None or loss < best - min_delta
        if improved:
            best = loss
        better.append(improved)
    for end in range(patience, len(losses)):
        if not any(better[end - patience + 1 : end + 1]):
            return end
    return None
