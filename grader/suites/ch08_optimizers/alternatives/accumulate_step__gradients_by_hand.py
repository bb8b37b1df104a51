"""autograd.grad for each small batch, added up apart and put into .grad."""

import torch
import torch.nn.functional as F


def accumulate_step(model, opt, micro):
    params = [p for p in model.parameters() if p.requires_grad]
    sums, total, samples = [torch.zeros_like(p) for p in params], 0.0, sum(y.shape[0] for _, y in micro)
    for x, y in micro:
        loss = -F.log_softmax(model(x), dim=1)[torch.arange(len(y)), y].sum()
        for s, g in zip(sums, torch.autograd.grad(loss, params), strict=True):
            s.add_(g)
        total += loss.item()
    for p, s in zip(params, sums, strict=True):
        p.grad = s / samples
    opt.step()
    return total / samples
