"""A loss is better unless it is at least best - min_delta, so that NaN counts as better."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if not loss >= best - min_delta:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return None
