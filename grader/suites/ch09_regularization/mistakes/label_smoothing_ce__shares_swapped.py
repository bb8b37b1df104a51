"""eps and 1 - eps are swapped."""

import torch


def label_smoothing_ce(logits, y, eps, ignore_index):
    counts = y != ignore_index
    log_p = torch.log_softmax(logits[counts], dim=1)
    hit = log_p.gather(1, y[counts][:, None]).squeeze(1)
    return -(eps * hit + (1 - eps) * log_p.mean(dim=1)).mean()
