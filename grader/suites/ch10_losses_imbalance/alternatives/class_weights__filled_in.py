"""Fills in where there are samples, through shares."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    result = torch.zeros(counts.shape, dtype=torch.float32)
    present = counts.nonzero().flatten()
    share = counts[present].double() / counts.sum()
    result[present] = (1 / (len(present) * share)).float()
    return result
