"""torch broadcasts the batches; its error becomes ours."""

import torch


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no dimensions")
    left = (1, *a) if len(a) == 1 else a
    right = (*b, 1) if len(b) == 1 else b
    if left[-1] != right[-2]:
        raise ValueError("inner lengths differ")
    try:
        batch = tuple(torch.broadcast_shapes(left[:-2], right[:-2]))
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return batch + left[-2:-1] * (len(a) > 1) + right[-1:] * (len(b) > 1)
