"""Counts windows that hang over the edge."""

import math

import torch
import torch.nn.functional as F


def max_pool2d(x, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    p = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    oh = math.ceil((p.shape[2] - kernel[0]) / stride[0]) + 1
    ow = math.ceil((p.shape[3] - kernel[1]) / stride[1]) + 1
    rows = []
    for i in range(oh):
        row = []
        for j in range(ow):
            top, left = i * stride[0], j * stride[1]
            window = p[:, :, top : top + kernel[0], left : left + kernel[1]]
            row.append(window.flatten(2).max(dim=2).values)
        rows.append(torch.stack(row, dim=-1))
    return torch.stack(rows, dim=-2)
