"""int(room / stride) + 1, and an error below 1."""


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    places = int((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
    if places < 1:
        raise ValueError(f"a kernel of {kernel} taps does not fit into {size}")
    return places
