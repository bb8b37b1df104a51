"""A while loop, a helper for the modes, and try/finally."""

import torch
import torch.nn.functional as F


def overfit_one_batch(model, opt, x, y, max_steps, target):
    before = [(m, m.training) for m in model.modules()]
    try:
        for m, _ in before:
            m.training = not isinstance(m, torch.nn.Dropout)
        losses = []
        while len(losses) < max_steps:
            loss = F.cross_entropy(model(x), y)
            losses.append(float(loss.detach()))
            if losses[-1] < target:
                return losses
            model.zero_grad()
            loss.backward()
            opt.step()
        return losses
    finally:
        for m, training in before:
            m.training = training
