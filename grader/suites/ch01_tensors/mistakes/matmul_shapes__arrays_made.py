"""Makes arrays of these shapes to see what comes out."""
# not nameable: it runs out of memory, and other answers do so in the same way

import numpy as np


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    return (np.empty(a) @ np.empty(b)).shape
