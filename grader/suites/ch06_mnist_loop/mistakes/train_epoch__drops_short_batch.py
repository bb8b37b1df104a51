"""Batches smaller than the first one are skipped."""


def train_epoch(model, opt, batches):
    model.train()
    total, count, size = 0.0, 0, None
    for x, y in batches:
        size = size or len(y)
        if len(y) < size:
            continue
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    return total / count
