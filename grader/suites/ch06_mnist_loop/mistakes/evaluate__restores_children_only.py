"""The modes of the model and of its direct children are remembered, not those of layers further down."""


def evaluate(model, batches):
    was, modes = model.training, [(child, child.training) for child in model.children()]
    model.eval()
    total, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            total += F.cross_entropy(logits, y).item() * len(y)
            correct += (logits.argmax(1) == y).sum().item()
            count += len(y)
    model.train(was)
    for child, training in modes:
        child.train(training)
    return total / count, correct / count
