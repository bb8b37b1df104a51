"""Outside training everything is multiplied by 1 - p, as in the first paper, and in training it is scaled too."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x * (1 - p)
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
    return x * (random >= p) / (1 - p)
