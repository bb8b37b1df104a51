"""Goes on to the end of the list and so reports the last epoch at which patience was used up."""


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    stop = None
    best = float("inf")
    counter = 0
    for i, loss in enumerate(losses):
        if loss < best - min_delta:
            best = loss
            counter = 0
        else:
            counter += 1
            if counter >= patience:
                stop = i
    return stop
