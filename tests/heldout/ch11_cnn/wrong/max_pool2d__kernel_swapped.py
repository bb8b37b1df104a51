"""Takes the kernel for (width, height)."""

import torch
import torch.nn.functional as F


def max_pool2d(x, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    kw, kh = kernel
    padded = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = padded.unfold(2, kh, stride[0]).unfold(3, kw, stride[1])
    return windows.flatten(-2).max(dim=-1).values
