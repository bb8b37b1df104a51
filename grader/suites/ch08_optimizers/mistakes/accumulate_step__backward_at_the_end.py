"""One backward pass for the sum of all losses."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    samples = sum(len(y) for _, y in micro)
    opt.zero_grad()
    total = sum(F.cross_entropy(model(x), y, reduction="sum") for x, y in micro) / samples
    total.backward()
    opt.step()
    return total.item()
