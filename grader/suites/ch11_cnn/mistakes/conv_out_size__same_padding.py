"""This is the size that padding='same' would give; the padding that was passed in is not used."""


def conv_out_size(size, kernel, stride, padding, dilation):
    if size + 2 * padding < dilation * (kernel - 1) + 1:
        raise ValueError("does not fit")
    return -(-size // stride)
