"""x is changed in place."""

import torch


def dropout(x, p, training, seed):
    if not training:
        return x
    random = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
    return x.detach().mul_(random >= p).div_(1 - p) if not x.requires_grad else x * (random >= p) / (1 - p)
