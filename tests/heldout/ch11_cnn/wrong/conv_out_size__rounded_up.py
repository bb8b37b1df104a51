"""Rounds up."""

import math


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError("the kernel does not fit")
    return math.ceil(room / stride) + 1
