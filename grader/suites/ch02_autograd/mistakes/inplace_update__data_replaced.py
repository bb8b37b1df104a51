"""w.data = ... gives w other memory: views of w go on showing the old values."""

import torch


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    w.data = w.data - lr * g.detach()
    return w
