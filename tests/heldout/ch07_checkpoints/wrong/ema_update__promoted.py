"""The dtype of the average becomes that of the sum."""

import torch


def ema_update(ema, state, decay):
    for name, value in state.items():
        value = value.detach()
        if value.is_floating_point():
            ema[name] = ema[name].double() * decay + value.double() * (1 - decay)
        else:
            ema[name] = value.clone()
