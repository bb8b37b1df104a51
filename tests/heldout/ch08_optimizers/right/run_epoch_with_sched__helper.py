"""A helper for one step, a closure for the optimiser."""

import torch
import torch.nn.functional as F


def _step(model, opt, x, y):
    def closure():
        opt.zero_grad()
        with torch.enable_grad():
            loss = F.cross_entropy(model(x), y)
        loss.backward()
        return loss

    rate = float(opt.param_groups[0]["lr"])
    opt.step(closure)
    return rate


def run_epoch_with_sched(model, opt, sched, batches, interval):
    match interval:
        case "batch" | "epoch":
            pass
        case _:
            raise ValueError(interval)
    model.train()
    rates = []
    for batch in batches:
        rates.append(_step(model, opt, *batch))
        if interval == "batch":
            sched.step()
    if interval == "epoch":
        sched.step()
    return rates
