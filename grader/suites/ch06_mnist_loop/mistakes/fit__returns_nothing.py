"""The history is not returned."""


def fit(model, opt, train, val, epochs):
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        history["train_loss"].append(train_epoch(model, opt, train))
        loss, accuracy = evaluate(model, val)
        history["val_loss"].append(loss)
        history["val_acc"].append(accuracy)
