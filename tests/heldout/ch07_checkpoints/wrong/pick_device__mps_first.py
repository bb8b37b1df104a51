"""Looks for the Apple GPU first."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        if mps:
            return torch.device("mps")
        return torch.device("cuda" if cuda else "cpu")
    kind = preferred.split(":")[0]
    if (kind == "cuda" and not cuda) or (kind == "mps" and not mps):
        raise ValueError(preferred)
    return torch.device(preferred)
