"""Picks "cuda:0" where nothing was asked for."""

import torch


def pick_device(preferred, cuda, mps):
    if not preferred:
        return torch.device("cuda:0" if cuda else "mps" if mps else "cpu")
    if preferred.startswith("cuda") and not cuda:
        raise ValueError("no cuda")
    if preferred.startswith("mps") and not mps:
        raise ValueError("no mps")
    return torch.device(preferred)
