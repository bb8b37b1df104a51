"""The loss is not returned."""


def train_epoch(model, opt, batches):
    model.train()
    for x, y in batches:
        train_step(model, opt, x, y)
