"""Reads the leading dimensions backwards with zip_longest."""

import itertools


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if min(len(a), len(b)) == 0:
        raise ValueError
    if a[-1] != b[max(len(b) - 2, 0)]:
        raise ValueError
    lead = []
    for p, q in itertools.zip_longest(reversed(a[:-2]), reversed(b[:-2]), fillvalue=1):
        if len({p, q} - {1}) > 1:
            raise ValueError
        lead.insert(0, max(p, q))
    if len(a) >= 2:
        lead.append(a[-2])
    if len(b) >= 2:
        lead.append(b[-1])
    return tuple(lead)
