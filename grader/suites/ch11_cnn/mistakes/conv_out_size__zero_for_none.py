"""0 came back where the kernel does not fit; it should raise ValueError."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    room = size + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        return 0
    return room // stride + 1
