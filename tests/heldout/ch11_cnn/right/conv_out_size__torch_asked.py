"""Asks torch, by a convolution of empty tensors."""

import torch


def conv_out_size(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    row = torch.zeros(1, 1, size)
    weight = torch.zeros(1, 1, kernel)
    try:
        out = torch.nn.functional.conv1d(row, weight, stride=stride, padding=padding, dilation=dilation)
    except RuntimeError as error:
        raise ValueError("the kernel does not fit") from error
    return out.shape[2]
