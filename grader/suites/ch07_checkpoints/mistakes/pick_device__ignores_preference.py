"""The user's choice is not used: the best device is taken whatever was asked for."""


def pick_device(preferred, cuda, mps):
    return torch.device("cuda" if cuda else "mps" if mps else "cpu")
