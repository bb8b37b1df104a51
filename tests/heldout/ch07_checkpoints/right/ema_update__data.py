"""Older style: .data, and the difference form."""

import torch


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    def blend(old, new):
        return old - (1.0 - decay) * (old - new)

    for key in ema.keys():
        new = state[key].data
        if new.dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
            ema[key].data.copy_(blend(ema[key].data, new))
        else:
            ema[key].data.copy_(new)
