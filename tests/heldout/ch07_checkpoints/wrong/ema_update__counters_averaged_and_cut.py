"""Averages the counters and casts them back."""

import torch


def ema_update(ema, state, decay):
    with torch.no_grad():
        for name, value in state.items():
            ema[name].copy_(decay * ema[name] + (1 - decay) * value)
