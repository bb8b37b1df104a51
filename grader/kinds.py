"""How two tensors of one shape and dtype differ, in a sentence that holds none of their numbers."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from grader.words import Words, words

LARGE, FIRST = 65536, 4096
"""How many values make a tensor large, and how many of its first ones are looked at before the rest."""

LINES = (
    (1, words("every row is wrong by a factor of its own"), words("every row is off by an amount of its own")),
    (
        0,
        words("every column is wrong by a factor of its own"),
        words("every column is off by an amount of its own"),
    ),
)
"""A dimension along which a sum is taken, and what is wrong with each of the others' lines."""


def kind_of_difference(got: Tensor, want: Tensor, rtol: float, atol: float) -> Words | None:
    """None where they are close; NaN is equal to nothing."""
    if not want.is_floating_point() and not want.is_complex():
        return None if torch.equal(got, want) else _which(got != want)
    if all_close(got, want, rtol, atol):
        return None
    finite = torch.isfinite(got)
    if not bool(finite.all()) and bool(torch.isfinite(want).all()):
        nans = int(torch.isnan(got).sum())
        kind = words("NaN") if nans else words("infinite")
        count = nans or int((~finite).sum())
        return words("{count} of {all} values are {kind}", count=count, all=got.numel(), kind=kind)
    if want.is_complex() or not bool(torch.isfinite(want).all()):
        return words("the values are not right")
    found = alike_everywhere(got, want, rtol, atol) or _misplaced(got, want, rtol, atol)
    return found or _line_by_line(got, want, rtol, atol) or _which((got - want).abs() > atol + rtol * want.abs())


def all_close(got: Tensor, want: Tensor, rtol: float, atol: float) -> bool:
    """Every value is within atol + rtol |want|; an infinity is close to itself alone.

    Of a large tensor the first rows are looked at first: what is wrong is mostly wrong there, too.
    """
    rows = max(1, FIRST * len(got) // got.numel()) if got.numel() > LARGE else 0
    if 0 < rows < len(got) and not all_close(got[:rows], want[:rows], rtol, atol):
        return False
    distance = (got - want).abs()
    if bool((distance <= torch.add(want.abs() * rtol, atol)).logical_and_(distance < math.inf).all()):
        return True
    if bool(torch.isfinite(want).all()):
        return False
    infinite = torch.isinf(want)
    if not torch.equal(got[infinite], want[infinite]):
        return False
    mine, ours = got[~infinite], want[~infinite]
    return bool(((mine - ours).abs() <= atol + rtol * ours.abs()).all())


def alike_everywhere(got: Tensor, want: Tensor, rtol: float, atol: float) -> Words | None:
    """What is wrong with every value in the same way, so that places say no more; both are finite floats."""
    if want.numel() and not bool(got.any()):
        return words("every value is 0")
    if want.numel() > 1 and all_close(-got, want, rtol, atol):
        return words("the sign is flipped")
    factor = float((got * want).sum() / (want * want).sum()) if bool(want.any()) else 0.0
    if want.numel() > 1 and 1e-6 < abs(factor) < 1e6 and all_close(got / factor, want, rtol, atol):
        return _factor(factor)
    if want.numel() > 2 and all_close(got - (got - want).mean(), want, rtol, atol):
        return words("every value is off by the same amount")
    if got.dim() == 2 and got.shape[0] == got.shape[1] and all_close(got.T, want, rtol, atol):
        return words("the result is transposed")
    return None


def _misplaced(got: Tensor, want: Tensor, rtol: float, atol: float) -> Words | None:
    """The right values in the wrong places, or with the wrong signs."""
    if want.numel() > 2 and _same_but_for_order(got, want, rtol, atol):
        return words("the values are right but in another order")
    if want.numel() > 2 and all_close(got.abs(), want.abs(), rtol, atol):
        return words("the values are right but for the signs of some")
    return None


def _same_but_for_order(got: Tensor, want: Tensor, rtol: float, atol: float) -> bool:
    """Whether one is the other in another order; the sums tell most that are not, in a fraction of a sort's time."""
    size = float(want.abs().sum(dtype=torch.float64))
    apart = float(got.sum(dtype=torch.float64) - want.sum(dtype=torch.float64))
    if abs(apart) > 1.01 * (want.numel() * atol + rtol * size) + 1e-9 * size:
        return False
    return all_close(got.flatten().sort().values, want.flatten().sort().values, rtol, atol)


def _factor(factor: float) -> Words:
    inverse = 1 / factor
    if 2 <= abs(round(factor)) < 1000 and abs(factor - round(factor)) < 1e-3 * abs(factor):
        return words("every value is {factor} times too large", factor=round(factor))
    if 2 <= abs(round(inverse)) < 1000 and abs(inverse - round(inverse)) < 1e-3 * abs(inverse):
        return words("every value is {factor} times too small", factor=round(inverse))
    return words("every value is wrong by the same factor, about {factor}", factor=f"{factor:.3g}")


def _line_by_line(got: Tensor, want: Tensor, rtol: float, atol: float) -> Words | None:
    """What is wrong with every row, or every column, of a matrix in its own measure."""
    if got.dim() != 2 or min(got.shape) < 3:
        return None
    for dim, by_factor, by_amount in LINES:
        squares = (want * want).sum(dim, keepdim=True)
        factors = (got * want).sum(dim, keepdim=True) / squares.where(squares > 0, torch.ones_like(squares))
        usable = (factors.abs() > 1e-6) & (factors.abs() < 1e6) & ((factors - 1).abs() > 1e-3)
        if bool(usable.all()) and all_close(got / factors, want, rtol, atol):
            return by_factor
        amounts = (got - want).mean(dim, keepdim=True)
        if bool((amounts.abs() > atol).all()) and all_close(got - amounts, want, rtol, atol):
            return by_amount
    return None


def _which(bad: Tensor) -> Words:
    """Which values are wrong, where that can be said in few words, else how many."""
    count, total = int(bad.sum()), bad.numel()
    if count == total:
        return words("no value is right") if total > 1 else words("the value is not right")
    found = None
    if total > 2 and bad.dim() == 1:
        found = _in_line(bad)
    elif bad.dim() >= 2:
        found = _in_a_row(bad) or _in_columns(bad) or _on_diagonal(bad) or _in_last_rows(bad)
    return found or words("{bad} of {all} values are not right", bad=count, all=total)


def _in_line(bad: Tensor) -> Words | None:
    places = bad.nonzero().flatten()
    first, last, count = int(places[0]), int(places[-1]), len(places)
    if count == 1:
        return words("only the value at index {index} is not right", index=first)
    if last - first + 1 != count:
        return None
    if last == len(bad) - 1:
        if first == 1:
            return words("only the first value is right")
        return words("the values from index {index} on are not right, those before are", index=first)
    if first == 0:
        return words("the values before index {index} are not right, the others are", index=last + 1)
    return None


def _in_a_row(bad: Tensor) -> Words | None:
    rows = bad.flatten(1).any(1).nonzero().flatten()
    return words("only row {row} is not right", row=int(rows[0])) if len(rows) == 1 else None


def _in_last_rows(bad: Tensor) -> Words | None:
    rows = bad.flatten(1).any(1).nonzero().flatten()
    first, last, count = int(rows[0]), int(rows[-1]), len(rows)
    if last == len(bad) - 1 and first > 0 and last - first + 1 == count:
        if first == 1:
            return words("only row 0 is right")
        return words("the rows from row {row} on are not right, those before are", row=first)
    return None


def _on_diagonal(bad: Tensor) -> Words | None:
    if bad.dim() != 2 or bad.shape[0] != bad.shape[1] or len(bad) < 3:
        return None
    eye = torch.eye(len(bad), dtype=torch.bool, device=bad.device)
    if torch.equal(bad, eye):
        return words("only the diagonal is not right")
    if torch.equal(bad, ~eye):
        return words("only the diagonal is right")
    if not bool(bad.tril().any()):
        return words("only values above the diagonal are not right")
    if not bool(bad.triu().any()):
        return words("only values below the diagonal are not right")
    return None


def _in_columns(bad: Tensor) -> Words | None:
    """Wrong in one place of an axis alone: of the last, which are columns, or of one between."""
    for axis in range(bad.dim() - 1, 0, -1):
        places = bad.movedim(axis, 0).flatten(1).any(1).nonzero().flatten()
        if len(places) == 1 and bad.shape[axis] > 1:
            if axis == bad.dim() - 1:
                return words("only column {column} is not right", column=int(places[0]))
            return words("only index {index} of axis {axis} is not right", index=int(places[0]), axis=axis)
    return None
