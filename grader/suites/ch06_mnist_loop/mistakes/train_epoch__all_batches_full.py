"""Every batch is counted with the size of the first one."""


def train_epoch(model, opt, batches):
    model.train()
    total, count, size = 0.0, 0, None
    for x, y in batches:
        size = size or len(y)
        total += train_step(model, opt, x, y) * len(y)
        count += size
    return total / count
