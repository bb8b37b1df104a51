"""Fills the shorter shape up with ones on the left, and goes through the pairs."""



def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) == 0 or len(b) == 0:
        raise ValueError("a single number has no matrix product")
    left = [1, *a] if len(a) == 1 else list(a)
    right = [*b, 1] if len(b) == 1 else list(b)
    if left[-1] != right[-2]:
        raise ValueError(f"inner lengths {left[-1]} and {right[-2]} differ")
    n = max(len(left), len(right))
    left_batch = [1] * (n - len(left)) + left[:-2]
    right_batch = [1] * (n - len(right)) + right[:-2]
    out = []
    for p, q in zip(left_batch, right_batch):
        if p != q and p != 1 and q != 1:
            raise ValueError(f"cannot broadcast {a} and {b}")
        out.append(q if p == 1 else p)
    if len(a) > 1:
        out.append(left[-2])
    if len(b) > 1:
        out.append(right[-1])
    return tuple(out)
