"""Nothing is scaled in training, everything in eval: the first paper's form."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x * (1 - p)
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
    return x * (random >= p)
