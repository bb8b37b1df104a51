"""Raises after the training."""

import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    model.train()
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
    elif interval != "batch":
        raise ValueError(f"interval must be batch or epoch, not {interval}")
    return rates
