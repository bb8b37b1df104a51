"""The model is trained on val and measured on train."""


def fit(model, opt, train, val, epochs):
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        history["train_loss"].append(train_epoch(model, opt, val))
        loss, accuracy = evaluate(model, train)
        history["val_loss"].append(loss)
        history["val_acc"].append(accuracy)
    return history
