"""1 - p ** gamma."""

import torch
from torch import Tensor


def focal_loss(logits: Tensor, y: Tensor, gamma: float, alpha: Tensor) -> Tensor:
    log_p = torch.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
    return (-alpha[y] * (1 - log_p.exp() ** gamma) * log_p).mean()
