"""Fills the entries of classes that occur."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    present = counts.nonzero().squeeze(1)
    weights = torch.zeros(counts.shape[0])
    weights[present] = counts.sum() / (len(present) * counts[present])
    return weights
