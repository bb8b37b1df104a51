"""The mean of each small batch, weighted by its share of the samples."""

import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    sizes = [len(y) for _, y in micro]
    model.zero_grad()
    losses = []
    for (x, y), size in zip(micro, sizes, strict=True):
        loss = F.cross_entropy(model(x), y) * size / sum(sizes)
        loss.backward()
        losses.append(float(loss.detach()))
    opt.step()
    return sum(losses)
