"""Averages what requires grad, and copies the buffers."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for name, value in state.items():
        if value.requires_grad:
            ema[name].copy_(decay * ema[name] + (1 - decay) * value)
        else:
            ema[name].copy_(value)
