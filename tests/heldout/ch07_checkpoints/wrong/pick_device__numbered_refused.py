"""Compares with a list of names in which "cuda:1" is missing."""

import torch


def pick_device(preferred, cuda, mps):
    available = ["cpu"]
    if mps:
        available.insert(0, "mps")
    if cuda:
        available.insert(0, "cuda")
    if preferred is None:
        return torch.device(available[0])
    if preferred not in available:
        raise ValueError(f"{preferred} not in {available}")
    return torch.device(preferred)
