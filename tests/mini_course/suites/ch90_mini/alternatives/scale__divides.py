"""Division by the inverse."""


def scale(x, factor):
    if not factor:
        raise ValueError("zero")
    return x / (1 / factor)
