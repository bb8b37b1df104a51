"""Two shapes, aligned, and what is said of them."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from grader.axes import aligned
from grader.picture import LARGEST_SIZE, MOST_AXES, Axis, Mark, Shapes

SAME, EXTRA, MISSING, SIZE, MOVED = Mark.SAME, Mark.EXTRA, Mark.MISSING, Mark.SIZE, Mark.MOVED

CASES = {
    "one too many": ((7, 3, 5), (7, 5), [SAME, EXTRA, SAME], "axis 1, of size 3, is one too many"),
    "kept dim": ((6, 1), (6,), [SAME, EXTRA], "axis 1, of size 1, is one too many"),
    "one missing": ((7, 5), (7, 3, 5), [SAME, MISSING, SAME], "an axis of size 3 is missing at place 1"),
    "no axes": ((), (4,), [MISSING], "an axis of size 4 is missing at place 0"),
    "a number was wanted": ((1,), (), [EXTRA], "axis 0, of size 1, is one too many"),
    "another size": ((7, 4), (7, 3), [SAME, SIZE], "axis 1 has size 4 where 3 was expected"),
    "swapped": ((3, 5, 2), (2, 5, 3), [MOVED, SAME, MOVED], "axes 0 and 2 are swapped"),
    "in another order": ((2, 3, 4), (4, 2, 3), [MOVED] * 3, "the axes are in another order"),
    "flattened": ((21,), (7, 3), [SIZE, MISSING], "the same number of values, in another shape"),
    "two missing": ((7,), (2, 7, 3), [MISSING, SAME, MISSING], "the number of axes is 1, not 3"),
    "two of another size": ((2, 5, 3), (7, 5, 4), [SIZE, SAME, SIZE], "2 axes have another size than expected"),
    "huge": ((10**9, 3), (4, 3), [SIZE, SAME], "axis 0 has size >999999 where 4 was expected"),
    "at the far end": ((1,) * 9, (1,) * 8 + (2,), [SAME] * 8, "the axes at the end are not right"),
}


@pytest.mark.parametrize(("got", "expected", "marks", "sentence"), CASES.values(), ids=CASES.keys())
def test_the_wrong_axis_is_marked_and_named(
    got: tuple[int, ...], expected: tuple[int, ...], marks: list[Mark], sentence: str
) -> None:
    """What is too much, missing, of another size or in another place, in as few axes as can be."""
    shapes = aligned(got, expected)
    assert [axis.mark for axis in shapes.axes] == marks
    assert shapes.said.render() == sentence


def test_the_axes_stand_side_by_side() -> None:
    """Each with the other shape's, or with nothing."""
    assert aligned((7, 3, 5), (7, 5)) == Shapes(
        (Axis(7, 7, SAME), Axis(3, None, EXTRA), Axis(5, 5, SAME)), aligned((7, 3, 5), (7, 5)).said
    )


SHAPE = st.lists(st.integers(0, 4) | st.integers(0, 2**62), max_size=70).map(tuple)


@given(SHAPE, SHAPE)
def test_any_two_shapes_can_be_aligned(got: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """Few axes whatever the shapes are, all of both in their order, and never a size that spells a number."""
    shapes = aligned(got, expected)
    capped = [[min(size, LARGEST_SIZE) for size in shape[:MOST_AXES]] for shape in (got, expected)]
    assert [axis.got for axis in shapes.axes if axis.got is not None] == capped[0]
    assert [axis.expected for axis in shapes.axes if axis.expected is not None] == capped[1]
    assert shapes.cut == (max(0, len(got) - MOST_AXES), max(0, len(expected) - MOST_AXES))
    assert all((axis.mark is SAME) == (axis.got == axis.expected) for axis in shapes.axes)
    assert shapes.said.render()
