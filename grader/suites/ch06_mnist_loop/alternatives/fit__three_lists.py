"""Three lists, put under their keys when all is done."""


def fit(model, opt, train, val, epochs):
    train_losses, val_losses, accuracies = [], [], []
    for epoch in range(1, epochs + 1):
        train_losses += [train_epoch(model, opt, train)]
        val_loss, val_acc = evaluate(model, val)
        val_losses += [val_loss]
        accuracies += [val_acc]
        print(f"epoch {epoch}: {train_losses[-1]:.4f} {val_loss:.4f} {val_acc:.3f}")
    return dict(train_loss=train_losses, val_loss=val_losses, val_acc=accuracies)
