"""Takes dilation for the number of gaps between two taps."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    span = kernel + (kernel - 1) * dilation
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError("the kernel does not fit")
    return room // stride + 1
