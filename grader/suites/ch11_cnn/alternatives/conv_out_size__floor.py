"""With a floor, as in PyTorch's documentation."""

import math


def conv_out_size(size, kernel, stride, padding, dilation):
    reach = dilation * (kernel - 1) + 1
    if reach > size + 2 * padding:
        raise ValueError(f"{reach} > {size + 2 * padding}")
    return math.floor((size + 2 * padding - reach) / stride + 1)
