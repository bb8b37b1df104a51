"""The accuracies of the batches are averaged, whatever their size."""


def evaluate(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    total, count, accuracies = 0.0, 0, []
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            total += F.cross_entropy(logits, y).item() * len(y)
            accuracies.append((logits.argmax(1) == y).float().mean().item())
            count += len(y)
    for module, training in modes.items():
        module.training = training
    return total / count, sum(accuracies) / len(accuracies)
