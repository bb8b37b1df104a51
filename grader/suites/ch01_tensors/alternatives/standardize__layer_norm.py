"""torch's own layer norm, with dim moved to the end."""

import torch


def standardize(x: torch.Tensor, dim: int, eps: float) -> torch.Tensor:
    last = x.movedim(dim, -1)
    return torch.nn.functional.layer_norm(last, last.shape[-1:], eps=eps).movedim(-1, dim)
