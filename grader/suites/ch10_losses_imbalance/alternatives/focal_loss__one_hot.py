"""A one-hot table, expm1 for 1 - p."""

import torch
import torch.nn.functional as F


def focal_loss(logits, y, gamma, alpha):
    chosen = F.one_hot(y, logits.shape[-1]).to(logits.dtype)
    log_p = (F.log_softmax(logits, -1) * chosen).sum(-1)
    weight = chosen @ alpha
    return (weight * (-torch.expm1(log_p)) ** gamma * -log_p).sum() / len(y)
