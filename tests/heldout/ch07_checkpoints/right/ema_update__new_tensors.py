"""Puts new tensors into the dict."""

import torch


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    for name in list(ema):
        old, now = ema[name], state[name].detach()
        if torch.is_floating_point(now):
            ema[name] = (decay * old + (1 - decay) * now).to(old.dtype)
        else:
            ema[name] = now.clone().to(old.dtype)
