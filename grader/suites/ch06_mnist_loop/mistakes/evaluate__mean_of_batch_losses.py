"""The losses of the batches are averaged, whatever their size."""


def evaluate(model, batches):
    modes = {module: module.training for module in model.modules()}
    model.eval()
    losses, correct, count = [], 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            losses.append(F.cross_entropy(logits, y).item())
            correct += (logits.argmax(1) == y).sum().item()
            count += len(y)
    for module, training in modes.items():
        module.training = training
    return sum(losses) / len(losses), correct / count
