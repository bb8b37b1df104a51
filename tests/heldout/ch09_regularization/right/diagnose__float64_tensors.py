"""Both curves as tensors."""

import torch


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    train = torch.tensor(train_loss, dtype=torch.float64)
    val = torch.tensor(val_loss, dtype=torch.float64)
    finite = train.isfinite().all() and val.isfinite().all()
    if not finite or train[-1] > train[0]:
        return "diverging"
    if train[-1] > good:
        return "underfitting"
    return "overfitting" if val[-1] > val.min() + gap else "good"
