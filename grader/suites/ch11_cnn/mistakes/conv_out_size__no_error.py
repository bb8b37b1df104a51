"""A kernel that does not fit gives 0 or less; it should raise ValueError."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    return room // stride + 1
