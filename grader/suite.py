"""The one module that hidden suites import: comparisons, recipes and the types that calls return."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from grader import recipe
from grader.compare import TOLERANCE, Difference, compare, key_text
from grader.mismatch import picture_of
from grader.observe import (
    BatchesView,
    DatasetView,
    GeneratorView,
    LeafView,
    LoaderView,
    ModelView,
    Observation,
    OptimizerView,
    SchedulerView,
)
from grader.results import Failure, Stop, Verdict, wrong
from grader.sandbox.inside.wire import Node
from grader.sandbox.student import Handle, Student, exact64
from grader.words import Words

__all__ = [
    "BatchesView", "DatasetView", "GeneratorView", "Handle", "LeafView", "LoaderView", "ModelView", "Node",
    "Observation", "OptimizerView", "SchedulerView", "Student", "Tensor", "assert_close", "assert_equal",
    "assert_unchanged", "exact64", "recipe", "require",
]  # fmt: skip


class Mismatch(Stop):
    """A wrong answer that knows its numbers; they are shown for visible checks alone."""

    def __init__(self, difference: Difference, got: object, want: object, rtol: float, atol: float) -> None:
        failure = Failure(Verdict.WRONG_ANSWER, difference.message, got=difference.got, expected=difference.expected)
        super().__init__(failure, draw=lambda: picture_of(got, want, rtol, atol))
        self.difference = difference


def assert_close(
    got: object,
    want: object,
    *,
    rtol: float = TOLERANCE,
    atol: float = TOLERANCE,
    dtype: torch.dtype | None = None,
) -> None:
    """`got`, the learner's, is close to `want`, ours (float64): a tensor, a float, or a list, tuple or dict of them.

    Shape, dtype (float32 where ours is float64, unless `dtype` says otherwise) and finiteness are compared first;
    values by |got - want| <= atol + rtol |want|; NaN is equal to nothing.
    """
    difference = compare(got, want, rtol=rtol, atol=atol, dtype=dtype)
    if difference is not None:
        raise Mismatch(difference, got, want, rtol, atol)


def assert_equal(got: object, want: object) -> None:
    """`got` is exactly `want`: whole numbers, strings, bools, sets, integer and bool tensors, nests of them."""
    if isinstance(want, (set, frozenset)) and isinstance(got, (set, frozenset)):
        missing, extra = sorted(map(str, want - got)), sorted(map(key_text, got - want))
        if missing:
            raise wrong("{name} is missing", name=missing[0])
        if extra:
            raise wrong("{name} is too much", name=extra[0])
        return
    difference = compare(got, want, rtol=0.0, atol=0.0)
    if difference is not None:
        raise Mismatch(difference, got, want, 0.0, 0.0)


def assert_unchanged(seen: Observation, *indexes: int) -> None:
    """These arguments (all where none is named) are after the call what was sent."""
    for index in indexes or range(len(seen.sent)):
        if not _identical(seen.args[index], seen.sent[index]):
            raise wrong("argument {index} was changed in place", index=index + 1)


def _identical(after: Any, before: Any) -> bool:
    if isinstance(before, Tensor):
        if not isinstance(after, Tensor) or after.shape != before.shape or after.dtype != before.dtype:
            return False
        return bool(((after == before) | ((after != after) & (before != before))).all())
    if isinstance(before, Node) and before.kind == "leaf":
        return isinstance(after, LeafView) and _identical(after.value, before.fields["value"])
    if isinstance(before, Node) and before.kind == "non_contiguous":
        return _identical(after, before.fields["value"])
    if isinstance(before, (list, tuple)):
        return type(after) is type(before) and len(after) == len(before) and all(map(_identical, after, before))
    if isinstance(before, dict):
        same_keys = type(after) is dict and after.keys() == before.keys()
        return same_keys and all(_identical(after[key], before[key]) for key in before)
    if isinstance(before, Node) or type(after) is not type(before):
        return isinstance(before, Node)
    if isinstance(before, np.ndarray):
        return (after.dtype, after.shape, after.tobytes()) == (before.dtype, before.shape, before.tobytes())
    return bool(after == before) or (after != after and before != before)


def require(condition: bool, sentence: str) -> None:
    """`condition` holds; `sentence` is what the learner reads where it does not."""
    if not condition:
        raise Stop(Failure(Verdict.WRONG_ANSWER, Words(sentence)))
