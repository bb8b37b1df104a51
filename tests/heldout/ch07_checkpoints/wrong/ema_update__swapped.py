"""decay and 1 - decay swapped."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for name, value in state.items():
        if value.is_floating_point():
            ema[name].mul_(1 - decay).add_(value, alpha=decay)
        else:
            ema[name].copy_(value)
