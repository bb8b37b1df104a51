"""The kernel is compared with the bare input."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    span = dilation * (kernel - 1) + 1
    if span > size:
        raise ValueError(f"a kernel that covers {span} does not fit into {size}")
    return (size + 2 * padding - span) // stride + 1
