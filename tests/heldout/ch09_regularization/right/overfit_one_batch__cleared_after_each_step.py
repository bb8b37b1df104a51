"""Clears before the first and after every step; hands a closure to the optimiser."""

import torch
import torch.nn.functional as F


def overfit_one_batch(model, opt, x, y, max_steps: int, target: float) -> list[float]:
    all_modules = list(model.modules())
    old_modes = [m.training for m in all_modules]
    model.train(True)
    model.apply(lambda m: m.train(False) if type(m) is torch.nn.Dropout else m)
    losses = list()
    model.zero_grad()
    opt.zero_grad()
    for i in range(max_steps):
        loss = F.nll_loss(F.log_softmax(model(x), dim=1), y)
        losses.append(loss.item())
        if loss.item() < target:
            break
        loss.backward()
        opt.step(lambda: loss)
        opt.zero_grad()
    for m, old in zip(all_modules, old_modes):
        m.training = old
    return losses
