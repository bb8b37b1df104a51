"""Averages the counters too; they become floats."""

import torch


def ema_update(ema, state, decay):
    with torch.no_grad():
        for name in ema:
            ema[name] = decay * ema[name] + (1 - decay) * state[name]
