"""Takes dilation times kernel for the length of the kernel."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    room = size + 2 * padding - dilation * kernel
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room // stride + 1
