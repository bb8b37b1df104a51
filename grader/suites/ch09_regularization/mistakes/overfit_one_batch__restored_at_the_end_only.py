"""return inside the loop, before the modes are put back."""

import torch
import torch.nn.functional as F


def overfit_one_batch(model, opt, x, y, max_steps, target):
    modes = {module: module.training for module in model.modules()}
    model.train()
    for module in modes:
        if isinstance(module, torch.nn.Dropout):
            module.eval()
    losses = []
    for _ in range(max_steps):
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        losses.append(loss.item())
        if loss.item() < target:
            return losses
        loss.backward()
        opt.step()
    for module, training in modes.items():
        module.training = training
    return losses
