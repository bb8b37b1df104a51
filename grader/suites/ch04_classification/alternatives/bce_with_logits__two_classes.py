"""A yes-or-no question is a classification with the logits (0, x)."""

import torch


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    if x.shape != y.shape:
        raise ValueError("shapes differ")
    no, yes = torch.log_softmax(torch.stack([torch.zeros_like(x), x], dim=-1), dim=-1).unbind(-1)
    return torch.mean(-(pos_weight * y * yes) - (1 - y) * no)
