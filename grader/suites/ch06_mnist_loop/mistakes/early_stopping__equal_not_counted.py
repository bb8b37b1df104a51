"""An epoch is counted only if its loss is above the best one."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, waited = loss, 0
        elif loss > best:
            waited += 1
        if waited == patience:
            return epoch
    return None
