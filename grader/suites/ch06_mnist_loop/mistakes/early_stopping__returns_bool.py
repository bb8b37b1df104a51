"""Whether training stops is returned, not when."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return True
    return False
