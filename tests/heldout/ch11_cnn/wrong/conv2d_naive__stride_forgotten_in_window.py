"""Makes the output small enough, but starts window (i, j) at (i, j)."""

import torch
import torch.nn.functional as F


def conv2d_naive(x, w, b, stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    xp = F.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    kh, kw = w.shape[2:]
    h_out = (xp.shape[2] - kh) // stride[0] + 1
    w_out = (xp.shape[3] - kw) // stride[1] + 1
    rows = []
    for i in range(h_out):
        row = [(xp[:, None, :, i : i + kh, j : j + kw] * w).sum(dim=(2, 3, 4)) for j in range(w_out)]
        rows.append(torch.stack(row, dim=2))
    out = torch.stack(rows, dim=2)
    return out if b is None else out + b.view(1, -1, 1, 1)
