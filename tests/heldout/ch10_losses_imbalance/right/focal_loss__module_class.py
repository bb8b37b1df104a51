"""A loss module, as many repositories write it, called by the function."""

import torch
from torch import nn


class FocalLoss(nn.Module):
    def __init__(self, gamma, alpha, reduction="mean"):
        super().__init__()
        self.gamma = gamma
        self.alpha = alpha
        self.reduction = reduction
        self.nll = nn.NLLLoss(reduction="none")

    def forward(self, input, target):
        log_p = nn.functional.log_softmax(input, dim=-1)
        ce = self.nll(log_p, target)
        log_pt = log_p.gather(1, target[:, None])[:, 0]
        loss = self.alpha.index_select(0, target) * (1 - log_pt.exp()) ** self.gamma * ce
        return loss.mean() if self.reduction == "mean" else loss.sum()


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    return FocalLoss(gamma, alpha)(logits, y)
