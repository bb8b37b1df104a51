"""The kernel's length is dilation * (kernel - 1) + 1, not dilation * kernel: the gaps lie between the taps."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    room = size + 2 * padding - dilation * kernel
    if room < 0:
        raise ValueError(f"a kernel of {kernel} taps does not fit into {size}")
    return room // stride + 1
