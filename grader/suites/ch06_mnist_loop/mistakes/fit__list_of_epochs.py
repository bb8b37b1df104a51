"""A list with one dict for each epoch is returned."""


def fit(model, opt, train, val, epochs):
    history = []
    for _ in range(epochs):
        train_loss = train_epoch(model, opt, train)
        loss, accuracy = evaluate(model, val)
        history.append({"train_loss": train_loss, "val_loss": loss, "val_acc": accuracy})
    return history
