"""Takes float32 for the only floating dtype."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for name, value in state.items():
        if value.dtype == torch.float32:
            ema[name] = decay * ema[name] + (1 - decay) * value
        else:
            ema[name] = value.detach().clone()
