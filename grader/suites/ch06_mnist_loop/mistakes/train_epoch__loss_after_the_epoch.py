"""The loss is measured on all batches when the epoch is over."""


def train_epoch(model, opt, batches):
    model.train()
    for x, y in batches:
        train_step(model, opt, x, y)
    total, count = 0.0, 0
    with torch.no_grad():
        for x, y in batches:
            total += F.cross_entropy(model(x), y, reduction="sum").item()
            count += len(y)
    return total / count
