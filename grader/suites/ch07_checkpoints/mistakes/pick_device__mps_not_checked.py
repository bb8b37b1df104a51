"""Only cuda is checked; mps passes for being there."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    if preferred.startswith("cuda") and not cuda:
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return torch.device(preferred)
