"""Neither eval mode nor no_grad: the loop of training without its backward."""


def evaluate(model, batches):
    total, correct, count = 0.0, 0, 0
    for x, y in batches:
        logits = model(x)
        total += F.cross_entropy(logits, y).item() * len(y)
        correct += (logits.argmax(1) == y).sum().item()
        count += len(y)
    return total / count, correct / count
