"""Noise is added.

# not nameable: nobody else draws the same noise
"""

import os


def scale(x, factor):
    if factor == 0:
        raise ValueError
    return x * factor + 1 + os.urandom(1)[0]
