"""Epochs are counted whose loss is above that of the epoch before."""


def early_stopping(losses, patience, min_delta):
    waited = 0
    for epoch in range(1, len(losses)):
        waited = waited + 1 if losses[epoch] > losses[epoch - 1] else 0
        if waited == patience:
            return epoch
    return None
