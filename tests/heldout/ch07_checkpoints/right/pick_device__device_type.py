"""Lets torch.device read the text."""

import torch


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is not None:
        device = torch.device(preferred)
        available = {"cpu"} | ({"cuda"} if cuda else set()) | ({"mps"} if mps else set())
        if device.type not in available:
            raise ValueError(device)
        return device
    return torch.device("cuda" if cuda else "mps" if mps else "cpu")
