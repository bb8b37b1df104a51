"""A table of what is there."""


def pick_device(preferred, cuda, mps):
    there = {"cuda": cuda, "mps": mps, "cpu": True}
    if preferred is None:
        return torch.device(next(kind for kind, here in there.items() if here))
    if not there[preferred.split(":")[0]]:
        raise ValueError(preferred)
    return torch.device(preferred)
