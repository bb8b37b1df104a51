"""Compares the number of taps with the padded input, without dilation."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    if kernel > size + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
