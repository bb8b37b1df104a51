"""Collects Python numbers."""

import torch
import torch.nn.functional as F


def max_pool2d(x, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    p = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    oh = (p.shape[2] - kernel[0]) // stride[0] + 1
    ow = (p.shape[3] - kernel[1]) // stride[1] + 1
    out = torch.zeros(x.shape[0], x.shape[1], oh, ow, dtype=x.dtype)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i in range(oh):
                for j in range(ow):
                    top, left = i * stride[0], j * stride[1]
                    out[n, c, i, j] = p[n, c, top : top + kernel[0], left : left + kernel[1]].max().item()
    return out
