"""Cuts off the fraction by int(), which rounds negative numbers up."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    out = int((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
    if out < 1:
        raise ValueError("the kernel does not fit")
    return out
