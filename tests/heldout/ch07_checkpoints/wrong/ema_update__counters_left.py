"""Skips what is no float."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for name, value in state.items():
        if not value.is_floating_point():
            continue
        ema[name].mul_(decay).add_(value, alpha=1 - decay)
