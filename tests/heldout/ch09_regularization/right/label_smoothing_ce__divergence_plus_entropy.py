"""The KL divergence from the targets, plus their entropy."""

import torch
import torch.nn.functional as F


def smooth(y: torch.Tensor, num_classes: int, eps: float, dtype: torch.dtype) -> torch.Tensor:
    one_hot = F.one_hot(y, num_classes).to(dtype)
    return one_hot * (1 - eps) + eps / num_classes


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    mask = torch.ne(y, ignore_index)
    q = smooth(y[mask], logits.size(-1), eps, logits.dtype)
    divergence = F.kl_div(F.log_softmax(logits[mask], dim=-1), q, reduction="batchmean")
    entropy = -torch.special.xlogy(q, q).sum(dim=-1).mean()
    return divergence + entropy
