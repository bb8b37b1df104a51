"""One image and one map after the other."""

import torch


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    rows = []
    for image in x:
        means = torch.stack([feature_map.sum() / feature_map.numel() for feature_map in image])
        rows.append(weight.mv(means) + bias)
    return torch.stack(rows, dim=0)
