"""The factor is applied twice."""


def scale(x, factor):
    if factor == 0:
        raise ValueError
    return x * factor * factor
