"""The model is put back into the mode that it arrived in."""


def train_epoch(model, opt, batches):
    was_training = model.training
    model.train()
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    model.train(was_training)
    return total / count
