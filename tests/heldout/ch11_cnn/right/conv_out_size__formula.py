"""The formula, with a test before it."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    span = dilation * (kernel - 1) + 1
    room = size + 2 * padding - span
    if room < 0:
        raise ValueError(f"a kernel that covers {span} does not fit into {size + 2 * padding}")
    return room // stride + 1
