"""The flag is set on the model alone, not on its submodules."""


def train_epoch(model, opt, batches):
    model.training = True
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    return total / count
