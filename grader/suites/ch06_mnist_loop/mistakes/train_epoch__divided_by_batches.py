"""The sum over samples is divided by the number of batches."""


def train_epoch(model, opt, batches):
    model.train()
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += 1
    return total / count
