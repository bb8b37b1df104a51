"""Checks for cuda only."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        preferred = "cuda" if cuda else ("mps" if mps else "cpu")
    if preferred.startswith("cuda") and not cuda:
        raise ValueError("asked for cuda, but there is none")
    return torch.device(preferred)
