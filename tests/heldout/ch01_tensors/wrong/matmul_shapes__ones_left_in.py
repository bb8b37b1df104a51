"""Counts vectors as matrices and leaves the 1 in the result."""

import torch


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no product")
    if len(a) == 1:
        a = (1, a[0])
    if len(b) == 1:
        b = (b[0], 1)
    if a[-1] != b[-2]:
        raise ValueError("inner lengths differ")
    try:
        batch = torch.broadcast_shapes(a[:-2], b[:-2])
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return (*batch, a[-2], b[-1])
