"""Does not switch to train mode."""

import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    if interval not in ("batch", "epoch"):
        raise ValueError(interval)
    rates = []
    for x, y in batches:
        opt.zero_grad()
        F.cross_entropy(model(x), y).backward()
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        if interval == "batch":
            sched.step()
    if interval == "epoch":
        sched.step()
    return rates
