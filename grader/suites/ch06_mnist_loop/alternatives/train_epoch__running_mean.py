"""A running mean that each batch moves by its share."""


def train_epoch(model, opt, batches):
    for module in model.modules():
        module.training = True
    mean, seen = 0.0, 0
    for x, y in batches:
        loss = train_step(model, opt, x, y)
        seen += y.numel()
        mean += (loss - mean) * y.numel() / seen
    return mean
