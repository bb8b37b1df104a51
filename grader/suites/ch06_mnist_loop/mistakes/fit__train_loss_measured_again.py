"""train_loss is measured by evaluate after the epoch, not taken from train_epoch."""


def fit(model, opt, train, val, epochs):
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        train_epoch(model, opt, train)
        history["train_loss"].append(evaluate(model, train)[0])
        loss, accuracy = evaluate(model, val)
        history["val_loss"].append(loss)
        history["val_acc"].append(accuracy)
    return history
