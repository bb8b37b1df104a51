"""The history is begun anew in each epoch, so that only the last one is left."""


def fit(model, opt, train, val, epochs):
    for _ in range(epochs):
        history = {"train_loss": [], "val_loss": [], "val_acc": []}
        history["train_loss"].append(train_epoch(model, opt, train))
        loss, accuracy = evaluate(model, val)
        history["val_loss"].append(loss)
        history["val_acc"].append(accuracy)
    return history
