"""The factor is added."""


def scale(x, factor):
    if factor == 0:
        raise ValueError
    return x + factor
