"""A step for each small batch."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    n = sum(len(y) for _, y in micro)
    opt.zero_grad()
    total = 0.0
    for x, y in micro:
        loss = F.cross_entropy(model(x), y, reduction="sum") / n
        loss.backward()
        opt.step()
        total += loss.item()
    return total
