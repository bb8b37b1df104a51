"""Records the loss after the last step, too."""

import torch
import torch.nn.functional as F


def overfit_one_batch(model, opt, x, y, max_steps: int, target: float) -> list[float]:
    modes = {m: m.training for m in model.modules()}
    for m in model.modules():
        m.training = not isinstance(m, torch.nn.Dropout)
    losses = []
    for step in range(max_steps + 1):
        loss = F.cross_entropy(model(x), y)
        losses.append(loss.item())
        if losses[-1] < target or step == max_steps:
            break
        opt.zero_grad()
        loss.backward()
        opt.step()
    for m, mode in modes.items():
        m.training = mode
    return losses
