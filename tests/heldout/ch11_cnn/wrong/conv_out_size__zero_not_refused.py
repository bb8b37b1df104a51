"""Refuses negative sizes only."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    out = (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
    if out < 0:
        raise ValueError("negative size")
    return out
