"""Asks the scheduler for the rate; one function for the step of each interval."""

import torch.nn.functional as F


def run_epoch_with_sched(model, opt, sched, batches, interval):
    moves = {"batch": (sched.step, lambda: None), "epoch": (lambda: None, sched.step)}
    if interval not in moves:
        raise ValueError(interval)
    after_batch, after_epoch = moves[interval]
    model.train()
    used = []
    for x, y in batches:
        used.append(sched.get_last_lr()[0])
        opt.zero_grad(set_to_none=False)
        F.cross_entropy(model(x), y).backward()
        opt.step()
        after_batch()
    after_epoch()
    return used
