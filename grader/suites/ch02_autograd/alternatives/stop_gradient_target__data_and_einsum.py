"""The older .data, and the sum of squares as a dot product."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    error = (pred - target.data).reshape(-1)
    return torch.einsum("i,i->", error, error) / len(error)
