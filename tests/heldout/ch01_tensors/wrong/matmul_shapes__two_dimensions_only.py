"""Knows the rule for two matrices and nothing else."""



def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if len(a) != 2 or len(b) != 2 or a[1] != b[0]:
        raise ValueError("cannot multiply")
    return (a[0], b[1])
