"""Compares claimed values with our own numbers and says what kind of difference there is, never the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader.kinds import kind_of_difference
from grader.observe import ModelView, Observation, OptimizerView, SchedulerView, kind_of, shape_text
from grader.words import Words, verbatim, words

TOLERANCE = 1e-4
LONGEST_INT_BITS = 256  # Python refuses to write very long ints in decimal


@dataclass(frozen=True)
class Difference:
    """Where and how two values differ; `shown_*` are the numbers, for visible checks only."""

    message: Words
    got: Words | None = None
    expected: Words | None = None
    shown_got: str | None = None
    shown_expected: str | None = None


def show(value: object) -> str | None:
    """A small value in full, as a learner would type it; None where it is too large to read."""
    if isinstance(value, Tensor):
        if value.numel() > 64:
            return None
        return str(_rounded(value.detach().to(torch.float64 if value.is_floating_point() else value.dtype).tolist()))
    if isinstance(value, (list, tuple, dict)) and len(value) > 16:
        return None
    if isinstance(value, (list, tuple)):
        parts = [show(item) for item in value]
        brackets = "[{}]" if isinstance(value, list) else "({})"
        return None if None in parts else brackets.format(", ".join(map(str, parts)))
    if isinstance(value, dict):
        items = {key_text(key): show(item) for key, item in value.items()}
        return None if None in items.values() else "{" + ", ".join(f"{k}: {v}" for k, v in items.items()) + "}"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int) and value.bit_length() > LONGEST_INT_BITS:
        return None
    return repr(value)[:200] if isinstance(value, (int, str, bool, type(None), torch.dtype, torch.device)) else None


def _rounded(value: object) -> object:
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def compare(
    got: object, want: object, *, rtol: float = TOLERANCE, atol: float = TOLERANCE, dtype: torch.dtype | None = None
) -> Difference | None:
    """None where `got` is close to `want`; nests are compared part by part, shape, dtype and finiteness first."""
    found = _compare(got, want, rtol, atol, dtype)
    if found is None or (found.shown_got is None) == (found.shown_expected is None):
        return found
    return Difference(found.message, found.got, found.expected)


def _compare(got: object, want: object, rtol: float, atol: float, dtype: torch.dtype | None) -> Difference | None:
    if isinstance(want, Tensor):
        if not isinstance(got, Tensor):
            return _other_kind(got, want)
        return _compare_tensors(got, want, rtol, atol, dtype)
    if isinstance(want, float):
        number = as_float(got) if type(got) in (float, int) else None
        return _other_kind(got, want) if number is None else _compare_floats(number, want, rtol, atol)
    if isinstance(want, (list, tuple)):
        if type(got) is not type(want):
            return _other_kind(got, want)
        return _compare_sequences(got, want, rtol, atol, dtype)
    if isinstance(want, Mapping):
        if not isinstance(got, Mapping):
            return _other_kind(got, want)
        return _compare_mappings(got, want, rtol, atol, dtype)
    if type(got) is not type(want):
        return _other_kind(got, want)
    if isinstance(got, np.ndarray) and isinstance(want, np.ndarray):
        return _compare_arrays(got, want, rtol, atol)
    if got != want:
        return Difference(words("the value is not right"), None, None, show(got), show(want))
    return None


def as_float(value: Any) -> float | None:
    """The float that an int or a float stands for; None for an int that no float can hold."""
    try:
        return float(value)
    except OverflowError:
        return None


def _compare_arrays(
    got: np.ndarray[Any, Any], want: np.ndarray[Any, Any], rtol: float, atol: float
) -> Difference | None:
    ours = torch.from_numpy(want.copy())
    return _compare_tensors(torch.from_numpy(got.copy()), ours, rtol, atol, ours.dtype)


def _other_kind(got: object, want: object) -> Difference:
    return Difference(
        words("the result is not of the right kind"), kind_of(got), kind_of(want), show(got), show(want)
    )


def _compare_sequences(
    got: Sequence[object], want: Sequence[object], rtol: float, atol: float, dtype: torch.dtype | None
) -> Difference | None:
    if len(got) != len(want):
        return Difference(
            words("the result has {got} entries, {want} were expected", got=len(got), want=len(want)),
            None, None, show(got), show(want),
        )  # fmt: skip
    for index, (mine, ours) in enumerate(zip(got, want, strict=True)):
        found = _compare(mine, ours, rtol, atol, dtype)
        if found is not None:
            along = _along(got, want, rtol, atol)
            if along is not None:
                return Difference(along, None, None, show(got), show(want))
            return _inside(found, words("entry {index}: {what}", index=index, what=found.message))
    return None


def _along(got: Sequence[object], want: Sequence[object], rtol: float, atol: float) -> Words | None:
    """What is wrong with a list of numbers as a whole, a loss a step, say."""
    numbers = as_numbers(got, want)
    return None if numbers is None or len(want) < 3 else kind_of_difference(*numbers, rtol, atol)


def as_numbers(got: Sequence[object], want: Sequence[object]) -> tuple[Tensor, Tensor] | None:
    """Two lists of floats, of one length, as tensors; None where they are something else."""
    if len(got) != len(want) or not all(type(item) is float for item in want):
        return None
    mine = [as_float(item) if type(item) in (float, int) else None for item in got]
    if None in mine:
        return None
    return torch.tensor(mine, dtype=torch.float64), torch.tensor(want, dtype=torch.float64)


def _compare_mappings(
    got: Mapping[object, object], want: Mapping[object, object], rtol: float, atol: float, dtype: torch.dtype | None
) -> Difference | None:
    missing = [str(key) for key in want if key not in got]
    extra = [key for key in got if key not in want]
    if missing:
        return Difference(words("{name} is missing", name=missing[0]))
    if extra:
        return Difference(words("{name} is too much", name=key_text(extra[0])))
    for key, ours in want.items():
        found = _compare(got[key], ours, rtol, atol, dtype)
        if found is not None:
            return _inside(found, words("{name}: {what}", name=str(key), what=found.message))
    return None


def key_text(key: object) -> str:
    """A claimed key in words, whatever it is."""
    return str(key)[:80] if isinstance(key, str) else show(key) or "..."


def _inside(found: Difference, message: Words) -> Difference:
    return Difference(message, found.got, found.expected, found.shown_got, found.shown_expected)


def _compare_floats(got: float, want: float, rtol: float, atol: float) -> Difference | None:
    mine, ours = (torch.tensor([number], dtype=torch.float64) for number in (got, want))
    difference = kind_of_difference(mine, ours, rtol, atol)
    return None if difference is None else Difference(difference, None, None, show(got), show(want))


def _compare_tensors(
    got: Tensor, want: Tensor, rtol: float, atol: float, dtype: torch.dtype | None
) -> Difference | None:
    if got.shape != want.shape:
        message = words("the shape is not right")
        if got.dim() == 2 and got.T.shape == want.shape and not got.is_complex() and _near(got.T, want, rtol, atol):
            message = words("the result is transposed")
        return Difference(
            message, words("shape {shape}", shape=shape_text(got.shape)),
            words("shape {shape}", shape=shape_text(want.shape)), show(got), show(want),
        )  # fmt: skip
    wanted = dtype or (torch.float32 if want.dtype == torch.float64 else want.dtype)
    if got.dtype != wanted:
        return Difference(
            words("the dtype is not right"), verbatim(str(got.dtype).removeprefix("torch.")),
            verbatim(str(wanted).removeprefix("torch.")), show(got), show(want),
        )  # fmt: skip
    kind = kind_of_difference(got.to(want.dtype), want, rtol, atol)
    return None if kind is None else Difference(kind, None, None, show(got), show(want))


def _near(got: Tensor, want: Tensor, rtol: float, atol: float) -> bool:
    return bool(torch.allclose(got.to(torch.float64), want.to(torch.float64), rtol=rtol, atol=atol))


def alike(left: object, right: object) -> bool:
    """Two claimed values are close to each other at 1e-4, kinds included; NaN is alike to NaN here."""
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        if left.shape != right.shape or left.dtype != right.dtype:
            return False
        if not left.is_floating_point() and not left.is_complex():
            return torch.equal(left, right)
        wide = torch.complex128 if left.is_complex() else torch.float64
        return bool(torch.allclose(left.to(wide), right.to(wide), rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True))
    if isinstance(left, Observation) and isinstance(right, Observation):
        return _alike_observations(left, right)
    if isinstance(left, (ModelView, OptimizerView, SchedulerView)) and type(left) is type(right):
        return alike(vars(left), vars(right))
    if type(left) is not type(right):
        return False
    if isinstance(left, (np.ndarray, np.generic)):
        return alike(torch.from_numpy(np.array(left)), torch.from_numpy(np.array(right)))
    if isinstance(left, float) and isinstance(right, float):
        return left == right or (left != left and right != right) or abs(left - right) <= TOLERANCE * (1 + abs(right))
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(alike(a, b) for a, b in zip(left, right, strict=True))  # type: ignore[call-overload,arg-type]
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(alike(left[k], right[k]) for k in left)  # type: ignore[attr-defined,index]
    return hasattr(left, "__dict__") and alike(vars(left), vars(right)) if hasattr(left, "__dict__") else left == right


def _alike_observations(left: Observation, right: Observation) -> bool:
    if left.outcome != right.outcome:
        return False
    if left.outcome != "returned":
        return left.detail == right.detail
    return (
        alike(left.value, right.value)
        and alike(left.args, right.args)
        and alike(left.grads, right.grads)
        and left.same == right.same
        and left.grad_enabled == right.grad_enabled
        and left.recorded == right.recorded
        and left.arguments_sharing() == right.arguments_sharing()
        and (left.facts is None) == (right.facts is None)
        and (
            left.facts is None
            or right.facts is None
            or (left.facts.requires_grad, left.facts.is_leaf) == (right.facts.requires_grad, right.facts.is_leaf)
        )
    )
