"""The count is compared with patience before the epoch is judged, so that it stops an epoch late."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if waited == patience:
            return epoch
        if loss < best - min_delta:
            best, waited = loss, 0
        else:
            waited += 1
    return None
