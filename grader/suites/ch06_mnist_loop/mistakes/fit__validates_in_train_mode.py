"""The validation loop is written out, and the model stays in train mode in it."""


def fit(model, opt, train, val, epochs):
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        history["train_loss"].append(train_epoch(model, opt, train))
        total, correct, count = 0.0, 0, 0
        with torch.no_grad():
            for x, y in val:
                logits = model(x)
                total += torch.nn.functional.cross_entropy(logits, y, reduction="sum").item()
                correct += (logits.argmax(1) == y).sum().item()
                count += len(y)
        history["val_loss"].append(total / count)
        history["val_acc"].append(correct / count)
    return history
