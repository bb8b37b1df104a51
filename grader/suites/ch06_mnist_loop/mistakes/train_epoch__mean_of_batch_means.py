"""The losses of the batches are averaged, whatever their size."""


def train_epoch(model, opt, batches):
    model.train()
    losses = [train_step(model, opt, x, y) for x, y in batches]
    return sum(losses) / len(losses)
