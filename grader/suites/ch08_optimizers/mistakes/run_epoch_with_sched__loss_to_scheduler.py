"""The loss is handed to the scheduler, which takes it for the number of the epoch."""

import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    if interval not in ("batch", "epoch"):
        raise ValueError("batch or epoch")
    model.train()
    rates = []
    for x, y in batches:
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        if interval == "batch":
            sched.step(loss.item())
    if interval == "epoch":
        sched.step(loss.item())
    return rates
