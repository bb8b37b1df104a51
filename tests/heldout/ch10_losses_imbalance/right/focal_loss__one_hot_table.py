"""The whole table, with zeros for all but the true class."""

import torch
import torch.nn.functional as F


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    truth = F.one_hot(y, logits.shape[-1]).type_as(logits)
    logp = torch.log_softmax(logits, dim=-1)
    p = torch.softmax(logits, dim=-1)
    table = truth * alpha * torch.pow(1.0 - p, gamma) * logp
    return -table.sum(dim=-1).mean()
