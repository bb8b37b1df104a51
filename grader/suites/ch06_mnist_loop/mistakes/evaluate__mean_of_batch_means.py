"""Losses and accuracies of the batches are averaged, whatever their size."""


def evaluate(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    losses, accuracies = [], []
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            losses.append(F.cross_entropy(logits, y).item())
            accuracies.append((logits.argmax(1) == y).float().mean().item())
    for module, training in modes.items():
        module.training = training
    return sum(losses) / len(losses), sum(accuracies) / len(accuracies)
