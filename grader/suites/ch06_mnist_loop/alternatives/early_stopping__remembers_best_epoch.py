"""The epoch of the best loss, and the distance to it."""


def early_stopping(losses, patience, min_delta):
    best_epoch = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best_epoch] - min_delta:
            best_epoch = epoch
        if epoch - best_epoch >= patience:
            return epoch
    return None
