"""Adds sums up in .grad and divides the gradients before the step."""

import torch
import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    opt.zero_grad(set_to_none=True)
    samples, total = 0, 0.0
    for x, y in micro:
        loss = F.nll_loss(F.log_softmax(model(x), dim=-1), y, reduction="sum")
        loss.backward()
        samples += x.shape[0]
        total += loss.item()
    for group in opt.param_groups:
        for p in group["params"]:
            if p.grad is not None:
                p.grad.div_(samples)
    opt.step()
    return total / samples
