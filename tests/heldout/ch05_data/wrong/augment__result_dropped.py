"""flip returns a new tensor, which is thrown away."""

import torch


def augment(x, train, seed):
    out = x.clone()
    if train:
        g = torch.Generator().manual_seed(seed)
        for image in out:
            if torch.rand(1, generator=g) > 0.5:
                image.flip(-1)
    return out
