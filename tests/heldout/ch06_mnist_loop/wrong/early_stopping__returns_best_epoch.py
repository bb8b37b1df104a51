"""Returns the epoch with the best loss, the one to go back to, not the one at which training stops."""


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    best, best_epoch, waited = losses[0], 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < best - min_delta:
            best, best_epoch, waited = losses[epoch], epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return best_epoch
    return None
