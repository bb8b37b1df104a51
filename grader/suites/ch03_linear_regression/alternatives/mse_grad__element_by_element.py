"""Fills an empty tensor in a loop."""

import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shapes differ")
    grad = torch.empty(pred.numel(), dtype=pred.dtype, device=pred.device)
    for i, (p, t) in enumerate(zip(pred.flatten().tolist(), target.flatten().tolist(), strict=True)):
        grad[i] = (p - t) * 2 / pred.numel()
    return grad.view(pred.shape)
