"""The best epoch is returned instead of the one at which training stops."""


def early_stopping(losses, patience, min_delta):
    best, best_epoch = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch == patience:
            return best_epoch
    return None
