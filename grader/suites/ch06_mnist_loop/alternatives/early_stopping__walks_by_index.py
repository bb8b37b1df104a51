"""While there are epochs: look ahead at most `patience` of them for a better one."""


def early_stopping(losses, patience, min_delta):
    at = 0
    while at < len(losses):
        ahead = range(at + 1, min(at + 1 + patience, len(losses)))
        better = next((epoch for epoch in ahead if losses[epoch] < losses[at] - min_delta), None)
        if better is None:
            return at + patience if at + patience < len(losses) else None
        at = better
    return None
