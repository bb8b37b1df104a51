"""Lines the leading dimensions up from the left."""

import itertools


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no product")
    if a[-1] != (b[-2] if len(b) > 1 else b[0]):
        raise ValueError("inner lengths differ")
    batch = []
    for p, q in itertools.zip_longest(a[:-2], b[:-2], fillvalue=1):
        if p != q and 1 not in (p, q):
            raise ValueError("cannot broadcast")
        batch.append(max(p, q))
    return tuple(batch) + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
