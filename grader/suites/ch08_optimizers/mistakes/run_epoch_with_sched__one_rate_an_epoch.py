"""By epoch, one rate is reported."""

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
        opt.step()
        if interval == "batch":
            rates.append(opt.param_groups[0]["lr"])
            sched.step()
    if interval == "epoch":
        rates.append(opt.param_groups[0]["lr"])
        sched.step()
    return rates
