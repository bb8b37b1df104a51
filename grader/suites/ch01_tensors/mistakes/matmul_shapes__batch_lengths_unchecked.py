"""The larger length wins, whatever the other is."""


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if not a or not b:
        raise ValueError("no dimensions")
    left = (1, *a) if len(a) == 1 else a
    right = (*b, 1) if len(b) == 1 else b
    if left[-1] != right[-2]:
        raise ValueError("inner lengths differ")
    size = max(len(left), len(right)) - 2
    padded = [(1,) * (size - len(s[:-2])) + s[:-2] for s in (left, right)]
    batch = tuple(max(pair) for pair in zip(*padded, strict=True))
    rows = () if len(a) == 1 else (left[-2],)
    columns = () if len(b) == 1 else (right[-1],)
    return (*batch, *rows, *columns)
