"""Where nothing was asked for this always takes the CPU, even if there is a GPU."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return torch.device("cpu")
    device = torch.device(preferred)
    if (device.type == "cuda" and not cuda) or (device.type == "mps" and not mps):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return device
