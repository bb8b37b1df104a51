"""Wants the leading dimensions to be equal, and stretches no 1."""



def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("no product")
    if a[-1] != (b[-2] if len(b) > 1 else b[0]):
        raise ValueError("inner lengths differ")
    left, right = a[:-2], b[:-2]
    if left and right and left != right:
        raise ValueError("the batches differ")
    return (left or right) + a[-2:-1] + (b[-1:] if len(b) > 1 else ())
