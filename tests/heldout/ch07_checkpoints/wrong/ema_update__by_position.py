"""Pairs the two dicts by position instead of by name."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for average, value in zip(ema.values(), state.values()):
        if value.is_floating_point():
            average.mul_(decay).add_(value, alpha=1 - decay)
        else:
            average.copy_(value)
