"""Dilation counts the empty places between taps."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    span = kernel + dilation * (kernel - 1)
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"a kernel that covers {span} does not fit into {size}")
    return room // stride + 1
