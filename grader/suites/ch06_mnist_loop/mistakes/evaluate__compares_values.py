"""The largest logit itself, not its index, is compared with the class."""


def evaluate(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    total, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            total += F.cross_entropy(logits, y).item() * len(y)
            correct += (logits.max(1).values == y).sum().item()
            count += len(y)
    for module, training in modes.items():
        module.training = training
    return total / count, correct / count
