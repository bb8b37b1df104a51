"""The division is rounded up: the last place does not fit into the padded input."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(f"a kernel of {kernel} taps does not fit into {size}")
    return -(-room // stride) + 1
