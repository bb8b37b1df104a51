"""The model is put into eval mode before it is trained."""


def train_epoch(model, opt, batches):
    model.eval()
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    return total / count
