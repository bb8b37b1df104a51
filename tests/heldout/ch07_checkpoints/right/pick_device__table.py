"""A table of what is there, in the order of preference."""

import torch


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    there = {"cuda": cuda, "mps": mps, "cpu": True}
    if preferred is None:
        preferred = next(name for name, present in there.items() if present)
    kind = preferred.split(":")[0]
    if not there.get(kind, False):
        raise ValueError(f"{preferred} is not available on this machine")
    return torch.device(preferred)
