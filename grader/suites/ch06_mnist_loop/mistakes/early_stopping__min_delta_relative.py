"""min_delta is taken as a share of the best loss."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best * (1 - min_delta):
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return None
