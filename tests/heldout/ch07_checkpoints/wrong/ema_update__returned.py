"""Returns a new dict."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    new = {}
    for name, value in state.items():
        if value.is_floating_point():
            new[name] = decay * ema[name] + (1 - decay) * value
        else:
            new[name] = value.clone()
    return new
