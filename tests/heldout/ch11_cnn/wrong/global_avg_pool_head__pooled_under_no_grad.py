"""Pools without a graph."""

import torch


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        pooled = x.mean(dim=[2, 3])
    return torch.nn.functional.linear(pooled, weight, bias)
