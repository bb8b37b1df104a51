"""Case by case, with texts."""


def pick_device(preferred, cuda, mps):
    if preferred is not None:
        if preferred.startswith("cuda") and not cuda:
            raise ValueError("no cuda")
        if preferred == "mps" and not mps:
            raise ValueError("no mps")
        return torch.device(preferred)
    if cuda:
        return torch.device("cuda")
    if mps:
        return torch.device("mps")
    return torch.device("cpu")
