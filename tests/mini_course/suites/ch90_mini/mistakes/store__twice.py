"""Twice the value is written."""


def store(value, path):
    torch.save(2 * value, path)
