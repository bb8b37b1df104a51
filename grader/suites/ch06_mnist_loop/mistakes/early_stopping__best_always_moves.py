"""best follows every lower loss, even one that is lower by less than min_delta."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        waited = 0 if loss < best - min_delta else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch
    return None
