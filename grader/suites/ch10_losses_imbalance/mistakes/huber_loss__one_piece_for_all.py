"""if and else for the whole tensor."""

from torch import Tensor


def huber_loss(pred: Tensor, target: Tensor, delta: float) -> Tensor:
    if pred.shape != target.shape:
        raise ValueError("pred and target must have the same shape")
    e = (pred - target).abs()
    if e.mean() <= delta:
        return (e**2 / 2).mean()
    return (delta * (e - delta / 2)).mean()
