"""This asks torch what the machine has, and not the two flags that were passed in."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    cuda, mps = torch.cuda.is_available(), torch.backends.mps.is_available()
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    device = torch.device(preferred)
    if (device.type == "cuda" and not cuda) or (device.type == "mps" and not mps):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return device
