"""Gradients are switched off and not on again."""


def evaluate(model, batches):
    torch.set_grad_enabled(False)
    modes = {module: module.training for module in model.modules()}
    model.eval()
    total, correct, count = 0.0, 0, 0
    for x, y in batches:
        logits = model(x)
        total += F.cross_entropy(logits, y).item() * len(y)
        correct += (logits.argmax(1) == y).sum().item()
        count += len(y)
    for module, training in modes.items():
        module.training = training
    return total / count, correct / count
