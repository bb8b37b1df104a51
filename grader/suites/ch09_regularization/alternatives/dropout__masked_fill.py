"""masked_fill on a copy, then the scale."""

import torch


def dropout(x, p, training, seed):
    scale = 1 / (1 - p) if training else 1.0
    g = torch.Generator().manual_seed(seed)
    dropped = torch.rand(x.shape, generator=g).lt(p) & torch.tensor(training)
    return x.masked_fill(dropped.to(x.device), 0.0) * scale
