"""A dict of each epoch's numbers, added to the history key by key."""


def fit(model, opt, train, val, epochs):
    history = {"val_acc": [], "val_loss": [], "train_loss": []}
    for _epoch in range(epochs):
        numbers = {"train_loss": train_epoch(model, opt, train)}
        numbers["val_loss"], numbers["val_acc"] = evaluate(model, val)
        for key, number in numbers.items():
            history.setdefault(key, []).append(float(number))
    return history
