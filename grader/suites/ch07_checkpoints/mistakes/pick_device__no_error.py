"""Where what was asked for is missing, this falls back in silence; it should raise ValueError."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    device = torch.device(preferred)
    if (device.type == "cuda" and not cuda) or (device.type == "mps" and not mps):
        return torch.device("cpu")
    return device
