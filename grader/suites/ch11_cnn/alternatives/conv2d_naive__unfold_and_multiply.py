"""Columns of windows, one matrix product."""


def conv2d_naive(x, w, b, stride, padding):
    columns = F.unfold(x, w.shape[2:], padding=padding, stride=stride)
    y = w.flatten(1) @ columns
    if b is not None:
        y = y + b[:, None]
    rows = (x.shape[2] + 2 * padding[0] - w.shape[2]) // stride[0] + 1
    return y.unflatten(2, (rows, -1))
