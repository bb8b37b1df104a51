"""Each loss is compared with the loss before it, not with the best one."""


def early_stopping(losses, patience, min_delta):
    waited = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1] - min_delta:
            waited = 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return None
