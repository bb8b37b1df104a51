"""torch.where between zero and the scaled element."""

import torch


def dropout(x, p, training, seed):
    if not training or p == 0:
        return x.clone()
    generator = torch.Generator()
    generator.manual_seed(seed)
    drop = torch.rand(tuple(x.size()), generator=generator) < p
    return torch.where(drop.to(x.device), torch.zeros_like(x), x / (1.0 - p))
