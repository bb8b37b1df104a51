"""The step by a closure, and the check of the interval by match."""

import torch
import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    match interval:
        case "batch" | "epoch":
            model.train(True)
        case _:
            raise ValueError(f"unknown interval: {interval}")
    rates: list[float] = []
    for x, y in batches:

        def closure(x=x, y=y):
            opt.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            return loss

        rates += [group["lr"] for group in opt.param_groups][:1]
        with torch.enable_grad():
            opt.step(closure)
        if interval == "batch":
            sched.step()
    if interval != "batch":
        sched.step()
    return rates
