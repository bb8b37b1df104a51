"""Raises RuntimeError, as torch does."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    kind = preferred.split(":")[0]
    if (kind == "cuda" and not cuda) or (kind == "mps" and not mps):
        raise RuntimeError(f"{preferred} is not available")
    return torch.device(preferred)
