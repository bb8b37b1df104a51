"""Asks the scheduler for the rate; a flag; clears after the step as well."""

import torch
from torch import nn


def run_epoch_with_sched(model, opt, sched, batches, interval):
    after_each = {"batch": True, "epoch": False}.get(interval)
    if after_each is None:
        raise ValueError("interval must be 'batch' or 'epoch'")
    loss_function = nn.CrossEntropyLoss(reduction="mean")
    model = model.train(True)
    opt.zero_grad(set_to_none=False)
    used: list[float] = []
    for inputs, targets in iter(batches):
        loss = loss_function(model(inputs), targets)
        loss.backward()
        opt.step()
        used.append(float(sched.get_last_lr()[0]))
        opt.zero_grad()
        if after_each:
            sched.step()
    if not after_each:
        sched.step()
    return used
