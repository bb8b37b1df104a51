"""Takes the CPU where the wish cannot be fulfilled."""

import torch


def pick_device(preferred, cuda, mps):
    if preferred is not None:
        if preferred.startswith("cuda") and cuda:
            return torch.device(preferred)
        if preferred == "mps" and mps:
            return torch.device(preferred)
        return torch.device("cpu")
    if cuda:
        return torch.device("cuda")
    return torch.device("mps" if mps else "cpu")
