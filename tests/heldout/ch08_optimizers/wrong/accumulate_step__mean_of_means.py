"""loss / len(micro)."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    opt.zero_grad()
    total = 0.0
    for x, y in micro:
        loss = F.cross_entropy(model(x), y) / len(micro)
        loss.backward()
        total += loss.item()
    opt.step()
    return total
