"""The line that everybody copies: cuda or cpu."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is None:
        return torch.device("cuda" if cuda else "cpu")
    kind = torch.device(preferred).type
    if (kind == "cuda" and not cuda) or (kind == "mps" and not mps):
        raise ValueError(preferred)
    return torch.device(preferred)
