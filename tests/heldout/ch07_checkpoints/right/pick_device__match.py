"""A match statement; the number is read by hand."""

import torch


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    match preferred and preferred.partition(":"):
        case None:
            return torch.device(["cpu", "mps", "cuda", "cuda"][2 * cuda + mps])
        case ("cpu", _, _):
            return torch.device("cpu")
        case ("mps", _, _) if mps:
            return torch.device("mps")
        case ("cuda", "", "") if cuda:
            return torch.device("cuda")
        case ("cuda", ":", number) if cuda:
            return torch.device("cuda", int(number))
    raise ValueError(f"device {preferred!r} was asked for, but it is not there")
