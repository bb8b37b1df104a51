"""Asks torch instead of looking at the flags."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        if torch.cuda.is_available():
            return torch.device("cuda")
        if torch.backends.mps.is_available():
            return torch.device("mps")
        return torch.device("cpu")
    if preferred.startswith("cuda") and not torch.cuda.is_available():
        raise ValueError("no GPU")
    if preferred == "mps" and not torch.backends.mps.is_available():
        raise ValueError("no Apple GPU")
    return torch.device(preferred)
