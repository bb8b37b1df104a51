"""x itself gets the new shape."""

import torch


def reshape_batch(x: torch.Tensor) -> torch.Tensor:
    return x.resize_(x.shape[0], x.numel() // x.shape[0])
