"""torch.Tensor, which always makes float32."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.Tensor(rows)
