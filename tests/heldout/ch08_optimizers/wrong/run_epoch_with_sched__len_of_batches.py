"""Asks for the length of batches, which may be a generator."""

import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    if interval not in ("batch", "epoch"):
        raise ValueError(interval)
    model.train()
    rates = []
    for i, (x, y) in enumerate(batches):
        opt.zero_grad()
        F.cross_entropy(model(x), y).backward()
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        if interval == "batch" or i == len(batches) - 1:
            sched.step()
    return rates
