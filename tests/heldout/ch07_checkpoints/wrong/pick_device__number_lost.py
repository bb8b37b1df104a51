"""Forgets which GPU."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    if "cuda" in preferred:
        if not cuda:
            raise ValueError("no cuda")
        return torch.device("cuda")
    if preferred == "mps" and not mps:
        raise ValueError("no mps")
    return torch.device(preferred)
