"""One row an epoch, turned into columns at the end."""


def fit(model, opt, train, val, epochs):
    rows = []
    while len(rows) < epochs:
        train_loss = train_epoch(model, opt, train)
        rows.append((train_loss, *evaluate(model, val)))
    return {key: [row[at] for row in rows] for at, key in enumerate(("train_loss", "val_loss", "val_acc"))}
