"""The built-in sum, begun with a tensor."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    counted = (p for p in params if p.ndim >= 2 or not skip_bias)
    return sum(((p * p).sum() for p in counted), start=torch.zeros(()))
