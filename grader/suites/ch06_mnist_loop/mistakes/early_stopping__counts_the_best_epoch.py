"""The better epoch itself is counted, so that the patience is one too short."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, waited = loss, 1
        else:
            waited += 1
        if waited == patience:
            return epoch
    return None
