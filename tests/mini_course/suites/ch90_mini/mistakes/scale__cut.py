"""The result is cut off from the graph."""


def scale(x, factor):
    if factor == 0:
        raise ValueError
    return (x * factor).detach()
