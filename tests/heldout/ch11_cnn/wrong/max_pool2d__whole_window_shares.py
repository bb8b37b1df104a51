"""Marks every number of x that equals the maximum, and hands all of them the whole gradient."""

import torch
import torch.nn.functional as F


class _Pool(torch.autograd.Function):
    @staticmethod
    def forward(ctx, windows):
        top = windows.amax(dim=(-2, -1), keepdim=True)
        ctx.save_for_backward(windows == top)
        return top.squeeze(-1).squeeze(-1)

    @staticmethod
    def backward(ctx, grad):
        (mask,) = ctx.saved_tensors
        return grad[..., None, None] * mask


def max_pool2d(x, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]) -> torch.Tensor:
    padded = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = padded.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return _Pool.apply(windows)
