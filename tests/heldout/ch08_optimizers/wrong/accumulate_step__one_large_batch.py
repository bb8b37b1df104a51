"""Puts the batches together."""

import torch
import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    x = torch.cat([x for x, _ in micro])
    y = torch.cat([y for _, y in micro])
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.item()
