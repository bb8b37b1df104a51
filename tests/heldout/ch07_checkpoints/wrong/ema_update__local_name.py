"""Binds a local name; the dict stays as it was."""

import torch


@torch.no_grad()
def ema_update(ema, state, decay):
    for (name, average), value in zip(ema.items(), state.values()):
        if value.is_floating_point():
            average = decay * average + (1 - decay) * value
        else:
            average = value.clone()
