"""Refuses kernels that fit only thanks to the padding."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    if dilation * (kernel - 1) + 1 > size:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
