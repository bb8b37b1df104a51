"""The plainest loops, assigned into a tensor of zeros."""

import torch
import torch.nn.functional as F


def conv2d_naive(x, w, b, stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    if b is None:
        b = torch.zeros(w.size(0), dtype=w.dtype, device=w.device)
    xp = F.pad(x, [padding[1]] * 2 + [padding[0]] * 2, mode="constant", value=0)
    N, C, H, W = xp.size()
    O, _, KH, KW = w.size()
    H_out = 1 + (H - KH) // stride[0]
    W_out = 1 + (W - KW) // stride[1]
    out = torch.zeros((N, O, H_out, W_out), dtype=x.dtype, device=x.device)
    for n in range(N):
        for o in range(O):
            for i in range(H_out):
                for j in range(W_out):
                    hs, ws = i * stride[0], j * stride[1]
                    out[n, o, i, j] = torch.sum(xp[n, :, hs : hs + KH, ws : ws + KW] * w[o]) + b[o]
    return out
