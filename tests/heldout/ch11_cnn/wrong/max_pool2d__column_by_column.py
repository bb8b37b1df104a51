"""Takes the maximum over the height first: among equals the first column wins, not the first row."""

import torch
import torch.nn.functional as F


def max_pool2d(x, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    padded = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = padded.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return windows.max(dim=-2).values.max(dim=-1).values
