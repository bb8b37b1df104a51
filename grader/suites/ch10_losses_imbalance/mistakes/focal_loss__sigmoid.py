"""The loss of detectors, with a sigmoid for each class."""

import torch
import torch.nn.functional as F
from torch import Tensor


def focal_loss(logits: Tensor, y: Tensor, gamma: float, alpha: Tensor) -> Tensor:
    log_p = F.logsigmoid(logits)[torch.arange(len(y)), y]
    return (-alpha[y] * (1 - log_p.exp()) ** gamma * log_p).mean()
