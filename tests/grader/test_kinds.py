"""Sentences for differences that have a pattern; test_compare.py has the others."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from grader.compare import compare
from grader.kinds import all_close, kind_of_difference

W = torch.tensor(
    [[1.5, -2.25, 3.0, 4.75], [4.0, 0.5, -6.0, 2.5], [7.5, 8.0, 9.25, -3.5], [-1.25, 2.0, 5.5, 6.5]],
    dtype=torch.float64,
)
FIVE = torch.tensor([1.5, -2.25, 3.0, 4.75, 8.5], dtype=torch.float64)
BLOCK = torch.arange(1.0, 31.0, dtype=torch.float64).reshape(2, 3, 5)


def wrong(want: Tensor, bad: Tensor) -> Tensor:
    """A copy with these values far off, each in its own way."""
    return torch.where(bad, want * want + torch.arange(want.numel()).reshape(want.shape) + 20, want).float()


def only(want: Tensor, *place: object) -> Tensor:
    """A mask that is true there alone."""
    bad = torch.zeros(want.shape, dtype=torch.bool)
    bad[place] = True
    return bad


EYE = torch.eye(4, dtype=torch.bool)
OWN = torch.tensor([[2.0], [3.0], [0.5], [-1.5]], dtype=torch.float64)
KINDS = {
    "one value": (wrong(FIVE, only(FIVE, 3)), FIVE, "only the value at index 3 is not right"),
    "all but the first": (wrong(FIVE, ~only(FIVE, 0)), FIVE, "only the first value is right"),
    "the end": (
        wrong(FIVE, only(FIVE, slice(3, None))), FIVE,
        "the values from index 3 on are not right, those before are",
    ),
    "the beginning": (
        wrong(FIVE, only(FIVE, slice(0, 2))), FIVE,
        "the values before index 2 are not right, the others are",
    ),
    "here and there": (wrong(FIVE, only(FIVE, [1, 3])), FIVE, "2 of 5 values are not right"),
    "one row": (wrong(W, only(W, 2)), W, "only row 2 is not right"),
    "the last rows": (
        wrong(W, only(W, slice(2, None))), W,
        "the rows from row 2 on are not right, those before are",
    ),
    "all rows but the first": (wrong(W, ~only(W, 0)), W, "only row 0 is right"),
    "one column": (wrong(W, only(W, slice(None), 1)), W, "only column 1 is not right"),
    "some of a column": (wrong(W, only(W, [0, 2], [3, 3])), W, "only column 3 is not right"),
    "the diagonal": (wrong(W, EYE), W, "only the diagonal is not right"),
    "all but the diagonal": (wrong(W, ~EYE), W, "only the diagonal is right"),
    "above": (wrong(W, torch.ones(4, 4).triu(1).bool()), W, "only values above the diagonal are not right"),
    "below": (wrong(W, torch.ones(4, 4).tril(-1).bool()), W, "only values below the diagonal are not right"),
    "a channel": (wrong(BLOCK, only(BLOCK, slice(None), 1)), BLOCK, "only index 1 of axis 1 is not right"),
    "factors of rows": ((W * OWN).float(), W, "every row is wrong by a factor of its own"),
    "factors of columns": ((W * OWN.T).float(), W, "every column is wrong by a factor of its own"),
    "amounts of rows": ((W + OWN).float(), W, "every row is off by an amount of its own"),
    "amounts of columns": ((W + OWN.T).float(), W, "every column is off by an amount of its own"),
    "some signs": (torch.where(EYE, -W, W).float(), W, "the values are right but for the signs of some"),
    "whole numbers": (torch.tensor([3, 1, 4, 2]), torch.tensor([3, 1, 4, 1]), "only the value at index 3 is not right"),
}  # fmt: skip


@pytest.mark.parametrize(("got", "want", "sentence"), KINDS.values(), ids=KINDS.keys())
def test_a_pattern_is_said(got: Tensor, want: Tensor, sentence: str) -> None:
    """Which values are wrong, or what is wrong with all of them, in one sentence."""
    found = compare(got, want)
    assert found is not None
    assert found.message.render() == sentence


TRAJECTORIES = {
    "from the second step on": ([1.0, 7.0, 8.0, 9.0], "only the first value is right"),
    "from the third on": ([1.0, 2.0, 8.0, 9.5], "the values from index 2 on are not right, those before are"),
    "twice too large": ([2.0, 4.0, 6.0, 8.0], "every value is 2 times too large"),
    "a NaN": ([1.0, 2.0, float("nan"), 4.0], "1 of 4 values are NaN"),
    "a whole number among them": ([1, 2, 3, 5], "only the value at index 3 is not right"),
}


@pytest.mark.parametrize(("got", "sentence"), TRAJECTORIES.values(), ids=TRAJECTORIES.keys())
def test_a_list_of_numbers_is_a_trajectory(got: list[float], sentence: str) -> None:
    """Not its first wrong entry is told but what is wrong with it as a whole, and shown as a whole."""
    found = compare(got, [1.0, 2.0, 3.0, 4.0])
    assert found is not None
    assert found.message.render() == sentence
    assert found.shown_expected == "[1, 2, 3, 4]"


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("sign", [1, -1])
def test_an_order_is_told_up_to_the_tolerance(dtype: torch.dtype, sign: int) -> None:
    """Also where every value is off by almost all that it may be, so that the sums are as far apart as they can be."""
    rng = torch.Generator().manual_seed(3)
    want = torch.randn(41, 37, generator=rng, dtype=torch.float64) * 1000
    got = want + sign * 0.99 * (1e-4 + 1e-4 * want.abs())
    shuffled = got.flatten()[torch.randperm(got.numel(), generator=rng)].reshape(got.shape).to(dtype)
    said = kind_of_difference(shuffled.double(), want, 1e-4, 1e-4)
    assert str(said) == "the values are right but in another order"
    assert str(kind_of_difference(want.flip(0) + 1.0, want, 1e-4, 1e-4)) == "no value is right"


def test_equal_sums_are_no_order() -> None:
    """They only say that it is worth looking."""
    want = torch.tensor([[1.0, 2.0, 6.0], [4.0, 5.0, 9.0]]).double()
    got = torch.tensor([[3.0, 3.0, 3.0], [9.0, 1.0, 8.0]]).double()
    assert got.sum() == want.sum()
    assert str(kind_of_difference(got, want, 1e-4, 1e-4)) == "no value is right"


@pytest.mark.parametrize("place", [(0, 0), (999, 99)])
@pytest.mark.parametrize("value", [1.0, math.inf, math.nan])
def test_one_value_of_a_large_tensor(place: tuple[int, int], value: float) -> None:
    """Wherever it stands it counts, also where the other values are infinite."""
    want = torch.zeros(1000, 100)
    assert all_close(want.clone(), want, 0.0, 0.5)
    got = want.clone()
    got[place] = value
    assert not all_close(got, want, 0.0, 0.5)
    want[500] = got[500] = math.inf
    assert not all_close(got, want, 0.0, 0.5)
    got[place] = 0.4
    assert all_close(got, want, 0.0, 0.5)
