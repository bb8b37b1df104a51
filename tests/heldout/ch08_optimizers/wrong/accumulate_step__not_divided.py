"""Means that are added up."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    opt.zero_grad()
    total, n = 0.0, 0
    for x, y in micro:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        total += loss.item() * len(y)
        n += len(y)
    opt.step()
    return total / n
