"""The model is trained in whatever mode it arrives in."""


def train_epoch(model, opt, batches):
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    return total / count
