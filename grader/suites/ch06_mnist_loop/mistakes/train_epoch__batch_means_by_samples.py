"""The sum of the batches' mean losses is divided by the number of samples."""


def train_epoch(model, opt, batches):
    model.train()
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y)
        count += len(y)
    return total / count
