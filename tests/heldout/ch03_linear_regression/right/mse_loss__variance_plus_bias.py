"""Uses the identity mean(d^2) = var(d) + mean(d)^2 in float64 and casts back."""

import torch


def mse_loss(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    same = pred.dim() == target.dim() and all(a == b for a, b in zip(pred.shape, target.shape))
    if not same:
        raise ValueError(f"shapes differ: {list(pred.shape)} and {list(target.shape)}")
    d = pred.double() - target.double()
    centre = d.mean()
    loss = torch.var(d, unbiased=False) + centre * centre
    return loss.to(pred.dtype)
