"""Goes through the epochs by hand and compares with infinity."""


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    inf = float("inf")
    smallest = inf
    diverging = False
    for i in range(len(train_loss)):
        t = train_loss[i]
        v = val_loss[i]
        if t != t or v != v:
            diverging = True
        if t in (inf, -inf) or v in (inf, -inf):
            diverging = True
        if v < smallest:
            smallest = v
    if diverging or train_loss[len(train_loss) - 1] > train_loss[0]:
        return "diverging"
    if not (train_loss[-1] <= good):
        return "underfitting"
    if not (val_loss[-1] - smallest <= gap):
        return "overfitting"
    return "good"
