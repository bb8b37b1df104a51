"""Losses and sizes in two lists, the weighted mean at the end."""


def train_epoch(model, opt, batches):
    model.train(True)
    losses, sizes = [], []
    for x, y in batches:
        losses.append(train_step(model, opt, x, y))
        sizes.append(x.size(0))
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)
