"""Takes the larger of two leading lengths, also where they do not fit."""



def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no product")
    if a[-1] != (b[-2] if len(b) > 1 else b[0]):
        raise ValueError("inner lengths differ")
    n = max(len(a[:-2]), len(b[:-2]))
    left = (1,) * (n - len(a[:-2])) + a[:-2]
    right = (1,) * (n - len(b[:-2])) + b[:-2]
    batch = tuple(max(p, q) for p, q in zip(left, right))
    return batch + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
