"""x itself is changed."""


def scale(x, factor):
    if factor == 0:
        raise ValueError
    with torch.no_grad():
        x *= factor
    return x
