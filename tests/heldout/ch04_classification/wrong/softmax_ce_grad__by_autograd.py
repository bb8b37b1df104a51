"""Asks autograd, which is forbidden."""

import torch
import torch.nn.functional as F


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    z = logits.detach().clone().requires_grad_(True)
    loss = F.cross_entropy(z, y)
    loss.backward()
    return z.grad
