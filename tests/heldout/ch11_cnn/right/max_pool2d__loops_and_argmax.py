"""A loop over the places; argmax picks the first."""

import torch
import torch.nn.functional as F


def max_pool2d(x, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    N, C, H, W = x.shape
    ph, pw = padding
    H_out = (H + 2 * ph - kernel[0]) // stride[0] + 1
    W_out = (W + 2 * pw - kernel[1]) // stride[1] + 1
    out = torch.empty(N, C, H_out, W_out, dtype=x.dtype, device=x.device)
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride[0] - ph, j * stride[1] - pw
            window = x[:, :, max(top, 0) : top + kernel[0], max(left, 0) : left + kernel[1]].reshape(N, C, -1)
            where = window.argmax(dim=-1, keepdim=True)
            out[:, :, i, j] = window.gather(-1, where).squeeze(-1)
    return out
