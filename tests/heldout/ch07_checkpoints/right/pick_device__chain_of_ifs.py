"""A chain of conditions."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        if cuda:
            return torch.device("cuda")
        if mps:
            return torch.device("mps")
        return torch.device("cpu")
    if preferred.startswith("cuda") and not cuda:
        raise ValueError("no NVIDIA GPU here")
    if preferred.startswith("mps") and not mps:
        raise ValueError("no Apple GPU here")
    return torch.device(preferred)
