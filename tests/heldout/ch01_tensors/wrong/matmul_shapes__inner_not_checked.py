"""Never compares the inner lengths."""

import torch


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no product")
    try:
        batch = torch.broadcast_shapes(a[:-2], b[:-2])
    except RuntimeError as error:
        raise ValueError(str(error)) from error
    return tuple(batch) + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
