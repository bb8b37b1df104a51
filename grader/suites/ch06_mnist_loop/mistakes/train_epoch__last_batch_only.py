"""The loss of the last batch is returned as if it were the epoch's."""


def train_epoch(model, opt, batches):
    model.train()
    loss = 0.0
    for x, y in batches:
        loss = train_step(model, opt, x, y)
    return loss
