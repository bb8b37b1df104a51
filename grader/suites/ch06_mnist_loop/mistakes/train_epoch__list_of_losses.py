"""The losses of the batches are returned as a list."""


def train_epoch(model, opt, batches):
    model.train()
    return [train_step(model, opt, x, y) for x, y in batches]
