"""Both shapes are padded with ones to the same length; a torch.Size comes back."""

import torch


def matmul_shapes(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    if min(len(a), len(b)) < 1:
        raise ValueError("no dimensions")
    left, right = list(a), list(b)
    if len(a) == 1:
        left.insert(0, 1)
    if len(b) == 1:
        right.append(1)
    while len(left) < len(right):
        left.insert(0, 1)
    while len(right) < len(left):
        right.insert(0, 1)
    if left[-1] != right[-2]:
        raise ValueError("inner lengths differ")
    shape = []
    for i in range(len(left) - 2):
        if left[i] == right[i] or right[i] == 1:
            shape.append(left[i])
        elif left[i] == 1:
            shape.append(right[i])
        else:
            raise ValueError("the batches do not fit")
    if len(a) > 1:
        shape.append(left[-2])
    if len(b) > 1:
        shape.append(right[-1])
    return torch.Size(shape)
