"""Only looks at the bare name: "cuda:1" is never refused."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    if preferred == "cuda" and not cuda:
        raise ValueError("CUDA is not available")
    if preferred == "mps" and not mps:
        raise ValueError("MPS is not available")
    return torch.device(preferred)
