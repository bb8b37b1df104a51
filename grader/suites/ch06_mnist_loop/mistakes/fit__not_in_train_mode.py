"""The training loop is written out without model.train(), so that the model is trained in the mode it is in."""


def fit(model, opt, train, val, epochs):
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in train:
            opt.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
            count += len(y)
        history["train_loss"].append(total / count)
        loss, accuracy = evaluate(model, val)
        history["val_loss"].append(loss)
        history["val_acc"].append(accuracy)
    return history
