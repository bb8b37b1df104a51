"""The losses of the samples are added up and not divided."""


def train_epoch(model, opt, batches):
    model.train()
    total = 0.0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
    return total
