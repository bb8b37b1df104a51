"""cuda and mps are mixed up: each flag is looked at for the other device."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    device = torch.device(preferred)
    if (device.type == "cuda" and not mps) or (device.type == "mps" and not cuda):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return device
