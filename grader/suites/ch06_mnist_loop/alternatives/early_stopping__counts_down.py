"""Patience that is used up and refilled."""


def early_stopping(losses, patience, min_delta):
    left, best = patience, None
    for epoch, loss in enumerate(losses):
        if best is None or best - loss > min_delta:
            best, left = loss, patience
            continue
        left -= 1
        if not left:
            return epoch
