"""Two shapes, aligned axis by axis, and what is wrong with the one that came back."""

from __future__ import annotations

import math
from collections.abc import Sequence

from grader.picture import LARGEST_SIZE, MOST_AXES, Axis, Mark, Shapes, size_text
from grader.words import Words, words


def aligned(got: Sequence[int], expected: Sequence[int]) -> Shapes:
    """The axes side by side, at most MOST_AXES of each shape."""
    cut = max(0, len(got) - MOST_AXES), max(0, len(expected) - MOST_AXES)
    mine, ours = [[min(size, LARGEST_SIZE) for size in shape[:MOST_AXES]] for shape in (got, expected)]
    if len(mine) == len(ours) and mine != ours and sorted(mine) == sorted(ours):
        axes = [Axis(a, b, Mark.SAME if a == b else Mark.MOVED) for a, b in zip(mine, ours, strict=True)]
    else:
        axes = _edited(mine, ours)
    return Shapes(tuple(axes), _said(axes, got, expected), cut)


def _edited(got: Sequence[int], expected: Sequence[int]) -> list[Axis]:
    """The fewest axes added, left out or of another size that lead from one shape to the other."""
    costs = [[0.0] * (len(expected) + 1) for _ in range(len(got) + 1)]
    for i in range(len(got), -1, -1):
        for j in range(len(expected), -1, -1):
            ways = []
            if i < len(got) and j < len(expected):
                ways.append(costs[i + 1][j + 1] + (0 if got[i] == expected[j] else 1.5))
            if i < len(got):
                ways.append(costs[i + 1][j] + 1)
            if j < len(expected):
                ways.append(costs[i][j + 1] + 1)
            costs[i][j] = min(ways, default=0.0)
    axes: list[Axis] = []
    i = j = 0
    while i < len(got) or j < len(expected):
        if i < len(got) and j < len(expected):
            same = got[i] == expected[j]
            if costs[i][j] == costs[i + 1][j + 1] + (0 if same else 1.5):
                axes.append(Axis(got[i], expected[j], Mark.SAME if same else Mark.SIZE))
                i, j = i + 1, j + 1
                continue
        if i < len(got) and costs[i][j] == costs[i + 1][j] + 1:
            axes.append(Axis(got[i], None, Mark.EXTRA))
            i += 1
        else:
            axes.append(Axis(None, expected[j], Mark.MISSING))
            j += 1
    return axes


def _said(axes: Sequence[Axis], got: Sequence[int], expected: Sequence[int]) -> Words:
    wrong = [(index, axis) for index, axis in enumerate(axes) if axis.mark is not Mark.SAME]
    if wrong and all(axis.mark is Mark.MOVED for _, axis in wrong):
        if len(wrong) == 2:
            return words("axes {one} and {other} are swapped", one=wrong[0][0], other=wrong[1][0])
        return words("the axes are in another order")
    if len(wrong) == 1:
        return _one_wrong(*wrong[0])
    if len(got) != len(expected):
        if got and expected and math.prod(got) == math.prod(expected):
            return words("the same number of values, in another shape")
        return words("the number of axes is {got}, not {expected}", got=len(got), expected=len(expected))
    if not wrong:
        return words("the axes at the end are not right")
    return words("{count} axes have another size than expected", count=len(wrong))


def _one_wrong(index: int, axis: Axis) -> Words:
    if axis.expected is None:
        return words("axis {axis}, of size {size}, is one too many", axis=index, size=size_text(axis.got or 0))
    if axis.got is None:
        return words("an axis of size {size} is missing at place {axis}", size=size_text(axis.expected), axis=index)
    sizes = {"got": size_text(axis.got), "expected": size_text(axis.expected)}
    return words("axis {axis} has size {got} where {expected} was expected", axis=index, **sizes)
