"""The mean losses of the batches are added up and not divided."""


def train_epoch(model, opt, batches):
    model.train()
    return sum(train_step(model, opt, x, y) for x, y in batches)
