"""Returns the text."""


def pick_device(preferred, cuda, mps):
    if preferred is None:
        return "cuda" if cuda else "mps" if mps else "cpu"
    kind = preferred.split(":")[0]
    if (kind == "cuda" and not cuda) or (kind == "mps" and not mps):
        raise ValueError(preferred)
    return preferred
