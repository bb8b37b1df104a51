"""One einsum, divided by the area."""

import torch


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    n, c, h, w = x.shape
    return torch.einsum("nchw,kc->nk", x, weight) / (h * w) + bias
