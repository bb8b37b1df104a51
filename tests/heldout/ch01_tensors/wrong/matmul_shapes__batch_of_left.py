"""Takes the leading dimensions from the left side alone."""



def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no product")
    if a[-1] != (b[-2] if len(b) > 1 else b[0]):
        raise ValueError("inner lengths differ")
    if len(b) == 1:
        return a[:-1]
    return (*a[:-1], b[-1])
