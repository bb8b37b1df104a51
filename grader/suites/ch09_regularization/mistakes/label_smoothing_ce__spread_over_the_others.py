"""eps is spread over the other K - 1 classes."""

import torch


def label_smoothing_ce(logits, y, eps, ignore_index):
    counts = y != ignore_index
    log_p = torch.log_softmax(logits[counts], dim=1)
    hit = log_p.gather(1, y[counts][:, None]).squeeze(1)
    rest = (log_p.sum(dim=1) - hit) / (log_p.shape[1] - 1)
    return -((1 - eps) * hit + eps * rest).mean()
