"""Stores the state's own counter."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for name, value in state.items():
        if value.is_floating_point():
            ema[name] = ema[name] * decay + value * (1 - decay)
        else:
            ema[name] = value
