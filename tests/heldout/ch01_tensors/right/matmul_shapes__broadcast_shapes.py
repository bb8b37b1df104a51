"""Leaves the leading dimensions to torch.broadcast_shapes and turns its error into a ValueError."""

import torch


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if not a or not b:
        raise ValueError("() has no product")
    inner = b[-1] if len(b) == 1 else b[-2]
    if a[-1] != inner:
        raise ValueError("the inner lengths differ")
    try:
        batch = tuple(torch.broadcast_shapes(a[:-2], b[:-2]))
    except RuntimeError as error:
        raise ValueError("the batches do not fit") from error
    rows = a[-2:-1]
    columns = b[-1:] if len(b) > 1 else ()
    return batch + rows + columns
