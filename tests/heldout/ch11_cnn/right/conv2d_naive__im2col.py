"""F.unfold and a matrix product."""

import torch
import torch.nn.functional as F


def conv2d_naive(x, w, b, stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    n, _, h, width = x.shape
    o, _, kh, kw = w.shape
    out_h = (h + 2 * padding[0] - kh) // stride[0] + 1
    out_w = (width + 2 * padding[1] - kw) // stride[1] + 1
    columns = F.unfold(x, kernel_size=(kh, kw), padding=padding, stride=stride)
    out = w.reshape(o, -1) @ columns
    if b is not None:
        out += b.unsqueeze(-1)
    return out.view(n, o, out_h, out_w)
