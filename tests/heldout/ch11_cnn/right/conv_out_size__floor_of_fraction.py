"""Floors a fraction, and refuses what is not positive."""

import math


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    out = math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
    if out <= 0:
        raise ValueError("kernel size can't be greater than actual input size")
    return out
