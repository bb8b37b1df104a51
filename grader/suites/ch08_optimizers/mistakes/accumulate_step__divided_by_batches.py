"""The sum of all losses is divided by the number of batches."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    opt.zero_grad()
    total = 0.0
    for x, y in micro:
        loss = F.cross_entropy(model(x), y, reduction="sum") / len(micro)
        loss.backward()
        total += loss.item()
    opt.step()
    return total
