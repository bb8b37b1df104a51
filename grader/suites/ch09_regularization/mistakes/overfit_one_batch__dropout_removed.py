"""p = 0 in place of eval()."""

import torch
import torch.nn.functional as F


def overfit_one_batch(model, opt, x, y, max_steps, target):
    modes = {module: module.training for module in model.modules()}
    model.train()
    for module in modes:
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    losses = []
    for _ in range(max_steps):
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        losses.append(loss.item())
        if loss.item() < target:
            break
        loss.backward()
        opt.step()
    for module, training in modes.items():
        module.training = training
    return losses
