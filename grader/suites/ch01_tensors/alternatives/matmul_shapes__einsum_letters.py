"""Letters for dimensions, as in an einsum, in a dictionary of lengths."""


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    left = ["n"] if len(a) == 1 else [*range(len(a) - 2, 0, -1), "m", "n"]
    right = ["n"] if len(b) == 1 else [*range(len(b) - 2, 0, -1), "n", "p"]
    if not (a and b):
        raise ValueError("no dimensions")
    lengths: dict[object, int] = {}
    for letter, size in [*zip(left, a, strict=True), *zip(right, b, strict=True)]:
        known = lengths.get(letter, size)
        if isinstance(letter, int) and 1 in (known, size):
            lengths[letter] = known * size
        elif known != size:
            raise ValueError(f"{known} and {size}")
        else:
            lengths[letter] = size
    order = [*range(max(len(a), len(b)) - 2, 0, -1), "m", "p"]
    return tuple(lengths[letter] for letter in order if letter in left or letter in right)
