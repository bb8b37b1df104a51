"""Patience is counted from the first epoch, not from the best one."""


def early_stopping(losses, patience, min_delta):
    best = float("inf")
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best = loss
        elif epoch >= patience:
            return epoch
    return None
