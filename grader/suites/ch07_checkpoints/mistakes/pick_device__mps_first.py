"""Where both GPUs are there mps is taken; cuda comes first."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return torch.device("mps" if mps else "cuda" if cuda else "cpu")
    device = torch.device(preferred)
    if (device.type == "cuda" and not cuda) or (device.type == "mps" and not mps):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return device
