"""A text came back; a torch.device was asked for."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return "cuda" if cuda else "mps" if mps else "cpu"
    device = torch.device(preferred)
    if (device.type == "cuda" and not cuda) or (device.type == "mps" and not mps):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return str(device)
