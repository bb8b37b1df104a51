"""The history holds tensors."""


def fit(model, opt, train, val, epochs):
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        history["train_loss"].append(torch.tensor(train_epoch(model, opt, train)))
        loss, accuracy = evaluate(model, val)
        history["val_loss"].append(torch.tensor(loss))
        history["val_acc"].append(torch.tensor(accuracy))
    return history
