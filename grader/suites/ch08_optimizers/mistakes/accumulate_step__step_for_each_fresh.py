"""An ordinary step for each small batch."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    total, samples = 0.0, 0
    for x, y in micro:
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
        total += loss.item() * len(y)
        samples += len(y)
    return total / samples
