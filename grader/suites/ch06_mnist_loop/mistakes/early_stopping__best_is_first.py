"""best stays at the first loss."""


def early_stopping(losses, patience, min_delta):
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, waited = (loss if epoch == 0 else best), 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return None
