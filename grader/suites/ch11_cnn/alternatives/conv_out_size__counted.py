"""The places, counted."""


def conv_out_size(size, kernel, stride, padding, dilation):
    starts = range(0, size + 2 * padding - dilation * (kernel - 1), stride)
    if len(starts) == 0:
        raise ValueError("the kernel is longer than the padded input")
    return len(starts)
