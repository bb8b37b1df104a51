"""In place, but without no_grad."""

import torch


def ema_update(ema, state, decay):
    for name, value in state.items():
        if value.dtype.is_floating_point:
            ema[name].mul_(decay).add_((1 - decay) * value)
        else:
            ema[name].copy_(value)
