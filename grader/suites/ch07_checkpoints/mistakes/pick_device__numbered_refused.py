"""The wish is looked up among bare names, so that cuda:1 is never there."""


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    there = ["cuda"] * cuda + ["mps"] * mps + ["cpu"]
    if preferred is None:
        return torch.device(there[0])
    if preferred not in there:
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return torch.device(preferred)
