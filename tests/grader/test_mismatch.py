"""The picture of a comparison that failed."""

from __future__ import annotations

import json
import math
import re

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given
from torch import Tensor

from grader.axes import aligned
from grader.compare import TOLERANCE, compare
from grader.mismatch import picture_of
from grader.picture import LARGEST_SIZE, MOST_AXES, MOST_COLUMNS, MOST_PARTS, MOST_ROWS, Cell, Grid, Part, Picture
from grader.record import picture_from, picture_to

W = torch.tensor([[1.5, -2.25, 3.0], [4.0, 0.5, -6.0], [7.5, 8.0, 9.25]], dtype=torch.float64)


def drawn(got: object, want: object) -> Picture:
    """The picture of a difference at the usual tolerance."""
    found = picture_of(got, want, TOLERANCE, TOLERANCE)
    assert found is not None
    return found


def grid_of(got: object, want: object) -> Grid:
    """Its grid."""
    grid = drawn(got, want).grid
    assert grid is not None
    return grid


def said(grid: Grid) -> str:
    """Where the wrong values are, in words."""
    assert grid.said is not None
    return grid.said.render()


def test_every_value_is_shown_as_right_or_by_how_far_it_is_off() -> None:
    """A little (a tenth of its size), off (up to its size), far, not finite; small values by the typical size."""
    got = W.float().clone()
    got[0, 0] *= 1.05
    got[1, 0] *= 1.2
    got[2, 0] *= -3
    got[0, 2] = math.nan
    got[1, 2] = math.inf
    assert grid_of(got, W) == Grid((("-.N"), ("+.N"), ("#..")), 3, 3, 1, 1, 2, grid_of(got, W).said)
    assert said(grid_of(got, W)) == "wrong in rows 0-2, columns 0, 2"
    near_zero = torch.tensor([100.0, 200.0, 1e-9, 300.0], dtype=torch.float64)
    assert grid_of((near_zero + torch.tensor([0.0, 0.0, 1.0, 0.0])).float(), near_zero).rows == ("..-.",)


def test_what_is_close_is_right() -> None:
    """By the tolerance of the comparison, of large values too, and an infinity that was asked for."""
    want = torch.tensor([1e4, 2.0, math.inf, 3.0, 4.0], dtype=torch.float64)
    got = torch.tensor([1e4 + 0.5, 2.0, math.inf, 3.0, 40.0])
    assert grid_of(got, want).rows == ("....-",)
    assert grid_of(torch.tensor([1e4, 2.0, -math.inf, 3.0, 4.0]), want).rows == ("..N..",)


def test_what_is_wrong_everywhere_alike_has_no_places() -> None:
    """A factor, or few values: the sentence says it."""
    assert picture_of(W.float() * 3, W, TOLERANCE, TOLERANCE) is None
    assert (
        picture_of(torch.tensor([1.0, 5.0, 3.0]), torch.tensor([1.0, 2.0, 3.0]).double(), TOLERANCE, TOLERANCE) is None
    )
    assert picture_of(torch.empty(0, 3), torch.empty(0, 3).double(), TOLERANCE, TOLERANCE) is None
    assert picture_of(torch.tensor(1.0), torch.tensor(2.0).double(), TOLERANCE, TOLERANCE) is None


def test_whole_numbers_are_right_or_not() -> None:
    """Also such as no float holds, and truth values."""
    large = torch.tensor([2**60, 5, 6, 7])
    assert grid_of(torch.tensor([2**60 + 1, 5, 6, 7]), large).rows == ("-...",)
    truths = torch.tensor([True, False, True, True])
    assert grid_of(~truths & torch.tensor([True, True, False, False]), truths).rows[0].count(".") == 1 - 1


def test_a_large_tensor_becomes_a_few_cells_each_as_bad_as_its_worst() -> None:
    """One wrong value among a hundred thousand is seen."""
    want = torch.ones(250, 400, dtype=torch.float64)
    got = want.float().clone()
    got[249, 399] = 7.0
    grid = grid_of(got, want)
    assert (len(grid.rows), {len(row) for row in grid.rows}, grid.tall, grid.wide) == (12, {31}, 21, 13)
    assert "".join(grid.rows).rstrip("#") == "." * (12 * 31 - 1)
    assert (grid.height, grid.width, said(grid)) == (250, 400, "wrong in rows 249, columns 399")


def test_many_places_are_told_in_few_words() -> None:
    """The first four ranges."""
    want = torch.arange(1.0, 41.0).double()
    got = want.float().clone()
    got[::3] += 100
    assert said(grid_of(got, want)) == "wrong at index 0, 3, 6, 9, ..."


def test_leading_axes_are_rows() -> None:
    """Of a tensor with more than two."""
    want = torch.arange(1.0, 31.0).reshape(2, 3, 5).double()
    got = want.float().clone()
    got[1, 2] += 50
    grid = grid_of(got, want)
    assert (grid.height, grid.width, grid.axes, said(grid)) == (6, 5, 3, "wrong in rows 5, columns 0-4")


def test_of_a_nest_the_first_wrong_part_is_drawn_and_all_are_told() -> None:
    """By name; of many the first twelve."""
    got = {"a": W.float(), "b": torch.zeros(2, 3), "c": W.float() * 2}
    found = drawn(got, {"a": W, "b": torch.zeros(3, 2).double(), "c": W})
    assert found.parts == (Part("a", True), Part("b", False), Part("c", False))
    assert found.shapes is not None
    assert found.shapes.said.render() == "axes 0 and 1 are swapped"
    many = {f"layer{index}" * 30: W for index in range(40)}
    found = drawn({name: value.float() * 2 for name, value in many.items()}, many)
    assert (len(found.parts), found.more, {len(part.name) for part in found.parts}) == (MOST_PARTS, 28, {60})
    nested = drawn(((W.float(), torch.zeros(3)),), ((W, torch.zeros(4).double()),))
    assert nested.parts == (Part("[0]", True), Part("[1]", False))
    assert nested.shapes == aligned((3,), (4,))
    assert drawn((W.float(), torch.zeros(3)), (W, torch.zeros(4).double())).shapes == aligned((3,), (4,))


def test_a_list_of_numbers_is_one_row() -> None:
    """A loss a step."""
    assert grid_of([1.0, 2.0, 3.1, 7.0], [1.0, 2.0, 3.0, 4.0]).rows == ("..-+",)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (None, W), (W, None), ("a", "b"), ({"a": 1}, {"b": 1}), ([1.0], [1.0, 2.0]),
        (torch.ones(2, 3, dtype=torch.complex64), torch.zeros(2, 3).double()), ({}, {}), ((), ()),
        ({1: W.float()}, {1: W}),
    ],
)  # fmt: skip
def test_what_has_no_picture_has_none(got: object, want: object) -> None:
    """Other kinds, keys, lengths, and what is right."""
    assert picture_of(got, want, TOLERANCE, TOLERANCE) is None


def test_arrays_are_drawn_as_tensors_are() -> None:
    """A numpy array of another shape."""
    found = drawn(np.zeros((2, 1)), np.zeros(2))
    assert found.shapes is not None
    assert found.shapes.said.render() == "axis 1, of size 1, is one too many"


DTYPES = st.sampled_from(
    [torch.float64, torch.float32, torch.float16, torch.int64, torch.bool, torch.complex64, torch.uint8]
)
SHAPES = st.lists(st.integers(0, 5), max_size=4) | st.tuples(st.integers(1, 60), st.integers(1, 90))


@st.composite
def tensors(draw: st.DrawFn) -> Tensor:
    """Any shape and dtype, with infinities, NaN and huge numbers."""
    shape = tuple(draw(SHAPES))
    generator = torch.Generator().manual_seed(draw(st.integers(0, 9)))
    values = torch.randn(shape, generator=generator, dtype=torch.float64) * draw(st.sampled_from([1.0, 1e300, 1e-300]))
    if values.numel():
        for special in draw(st.lists(st.sampled_from([math.nan, math.inf, -math.inf, 0.0]), max_size=3)):
            values.flatten()[draw(st.integers(0, values.numel() - 1))] = special
    dtype = draw(DTYPES)
    return (
        values.nan_to_num().clamp(0, 200).to(dtype)
        if dtype in (torch.int64, torch.bool, torch.uint8)
        else values.to(dtype)
    )


VALUES = st.recursive(
    tensors() | st.floats() | st.integers() | st.none() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=90), inner, max_size=3),
    max_leaves=6,
)


def bounded(picture: Picture) -> None:
    """Nothing of it is larger than it may be."""
    if picture.shapes is not None:
        assert len(picture.shapes.axes) <= 2 * MOST_AXES
        sizes = [size for axis in picture.shapes.axes for size in (axis.got, axis.expected) if size is not None]
        assert all(0 <= size <= LARGEST_SIZE for size in sizes)
    if picture.grid is not None:
        assert 1 <= len(picture.grid.rows) <= MOST_ROWS
        assert len({len(row) for row in picture.grid.rows}) == 1
        assert 1 <= len(picture.grid.rows[0]) <= MOST_COLUMNS
        assert set("".join(picture.grid.rows)) <= set(map(str, Cell))
        assert picture.grid.said is not None
        assert len(picture.grid.said.render()) < 200
    assert len(picture.parts) <= MOST_PARTS
    assert all(len(part.name) <= 60 for part in picture.parts)


@given(got=VALUES, want=VALUES)
def test_any_two_values_can_be_drawn(got: object, want: object) -> None:
    """Nothing is raised, whatever came back, and the picture is small, and kept whole by a record."""
    found = picture_of(got, want, TOLERANCE, TOLERANCE)
    if found is not None:
        bounded(found)
        assert picture_from(json.loads(json.dumps(picture_to(found)))) == found


@given(want=tensors(), other=tensors())
def test_a_grid_is_there_only_where_something_is_wrong(want: Tensor, other: Tensor) -> None:
    """What is right has no picture; a cell that is not right stands for a value that is not close."""
    found = picture_of(other, want, TOLERANCE, TOLERANCE)
    assert found is None or compare(other, want) is not None
    if want.dtype is torch.float64 and bool(torch.isfinite(want).all()):
        assert picture_of(want, want, TOLERANCE, TOLERANCE) is None


@given(
    st.lists(st.floats(1000.5, 9999.5).map(lambda x: round(x, 3)), min_size=12, max_size=12),
    st.sets(st.integers(0, 11), min_size=1),
    st.floats(1000.5, 9999.5),
)
def test_no_hidden_number_is_in_a_picture(values: list[float], places: set[int], by: float) -> None:
    """Of the values, the wrong ones and the differences, none is in what is kept, in digits that tell them."""
    want = torch.tensor(values, dtype=torch.float64).reshape(3, 4)
    got = want.clone()
    got.view(-1)[sorted(places)] += by
    found = picture_of({"a": got.float(), "b": got}, {"a": want, "b": want}, TOLERANCE, TOLERANCE)
    assert found is not None
    text = json.dumps(picture_to(found))
    assert not re.search(r"\d{4}|\d\.\d", text), text
