"""By batch, the scheduler does not move on after the last batch."""

import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    if interval not in ("batch", "epoch"):
        raise ValueError("batch or epoch")
    model.train()
    rates = []
    for number, (x, y) in enumerate(batches, 1):
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        if interval == "batch" and number < len(batches):
            sched.step()
    if interval == "epoch":
        sched.step()
    return rates
