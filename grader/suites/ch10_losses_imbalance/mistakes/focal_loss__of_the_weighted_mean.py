"""cross_entropy(weight=alpha), then the factor."""

import torch
import torch.nn.functional as F
from torch import Tensor


def focal_loss(logits: Tensor, y: Tensor, gamma: float, alpha: Tensor) -> Tensor:
    loss = F.cross_entropy(logits, y, weight=alpha)
    return (1 - torch.exp(-loss)) ** gamma * loss
