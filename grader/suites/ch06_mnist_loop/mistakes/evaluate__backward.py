"""The loss is back-propagated while measuring, and the gradients stay in the model."""


def evaluate(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    total, correct, count = 0.0, 0, 0
    for x, y in batches:
        logits = model(x)
        loss = F.cross_entropy(logits, y)
        loss.backward()
        total += loss.item() * len(y)
        correct += (logits.argmax(1) == y).sum().item()
        count += len(y)
    for module, training in modes.items():
        module.training = training
    return total / count, correct / count
