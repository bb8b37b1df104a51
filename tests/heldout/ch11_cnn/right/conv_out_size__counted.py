"""Moves the kernel and counts."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    length = padding + size + padding
    start, places = 0, 0
    while start + dilation * (kernel - 1) < length:
        places += 1
        start += stride
    if not places:
        raise ValueError("the kernel is too long")
    return places
