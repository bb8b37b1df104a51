"""A loop over the places, with a product of window and kernels."""

import torch
import torch.nn.functional as F


def conv2d_naive(x, w, b, stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    (sh, sw), (ph, pw) = stride, padding
    kh, kw = w.shape[2:]
    x = F.pad(x, (pw, pw, ph, ph))
    rows = []
    for top in range(0, x.shape[2] - kh + 1, sh):
        row = []
        for left in range(0, x.shape[3] - kw + 1, sw):
            window = x[:, :, top : top + kh, left : left + kw]
            row.append(torch.einsum("ncuv,ocuv->no", window, w))
        rows.append(torch.stack(row, dim=-1))
    out = torch.stack(rows, dim=-2)
    return out if b is None else out + b.view(1, -1, 1, 1)
