"""Whether a returned value has the type that a check asked for, and how a call reads in words."""

from __future__ import annotations

import types
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin

import numpy as np
import torch
from torch import Tensor

from grader.compare import as_float, show
from grader.observe import (
    BatchesView,
    DatasetView,
    LoaderView,
    ModelView,
    OptimizerView,
    SchedulerView,
    kind_of,
)
from grader.results import Failure, Stop, Verdict
from grader.sandbox.inside.wire import Node
from grader.words import Words, verbatim, words

MOST_SHOWN = 200
NAMES = {
    Tensor: words("a tensor"),
    float: words("a float"),
    int: words("an int"),
    bool: words("a bool"),
    str: words("a str"),
    bytes: words("bytes"),
    list: words("a list"),
    tuple: words("a tuple"),
    dict: words("a dict"),
    np.ndarray: words("a numpy array"),
    torch.device: words("a torch.device"),
    torch.dtype: words("a torch.dtype"),
    ModelView: words("a model"),
    OptimizerView: words("an optimizer"),
    SchedulerView: words("a scheduler"),
    BatchesView: words("batches"),
    DatasetView: words("a data set"),
    LoaderView: words("a DataLoader"),
}


def wanted_kind(wanted: Any) -> Words:
    """A type in the learner's words."""
    if wanted is None or wanted is type(None):
        return words("None")
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        first, *rest = [wanted_kind(option) for option in get_args(wanted)]
        for option in rest:
            first = words("{one} or {other}", one=first, other=option)
        return first
    return NAMES.get(wanted) or verbatim(_type_text(wanted))


def _type_text(wanted: Any) -> str:
    args = get_args(wanted)
    if not args:
        return "None" if wanted in (None, type(None)) else getattr(wanted, "__name__", str(wanted))
    name = getattr(get_origin(wanted), "__name__", str(get_origin(wanted)))
    return f"{name}[{', '.join('...' if arg is Ellipsis else _type_text(arg) for arg in args)}]"


@dataclass(frozen=True)
class Exact:
    """A tensor that is sent in its own dtype, float64 included."""

    tensor: Tensor


class Unfit(Exception):
    """The value is not of the type that was asked for."""


def fit(value: Any, wanted: Any, called: str | None = None) -> Any:
    """The value as the check may use it (an int becomes a float where one is asked for); Stop where it does not fit."""
    try:
        return _fit(value, wanted)
    except Unfit:
        got, expected = kind_of(value), wanted_kind(wanted)
        message = words("returned {got} where {wanted} was asked for", got=got, wanted=expected)
        raise Stop(Failure(Verdict.WRONG_ANSWER, message, called=called, got=got, expected=expected)) from None


def _fit(value: Any, wanted: Any) -> Any:
    if wanted is object:
        return value
    origin, args = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        for option in args:
            try:
                return _fit(value, option)
            except Unfit:
                continue
        raise Unfit
    if wanted is None or wanted is type(None):
        return _check(value, value is None)
    if wanted is float:
        good = type(value) in (int, float) or isinstance(value, (np.float64, np.float32))
        number = as_float(_check(value, good))
        return _check(number, number is not None)
    if origin is list:
        return [_fit(item, args[0]) for item in _check(value, type(value) is list)]
    if origin is dict:
        return {_fit(k, args[0]): _fit(v, args[1]) for k, v in _check(value, type(value) is dict).items()}
    if origin is tuple:
        _check(value, type(value) is tuple)
        kinds = [args[0]] * len(value) if args[1:] == (Ellipsis,) else args
        _check(value, len(value) == len(kinds))
        return tuple(_fit(item, kind) for item, kind in zip(value, kinds, strict=True))
    return _check(value, type(value) is (origin or wanted))


def _check(value: Any, good: bool) -> Any:
    if not good:
        raise Unfit
    return value


def called_text(name: str, args: tuple[Any, ...], kwargs: dict[str, Any], *, in_full: bool = False) -> str:
    """A call as the learner would write it: its numbers in full, or shapes of tensors and kinds of numbers."""
    if in_full:
        shown = [_number_text(arg) for arg in args] + [f"{key}={_number_text(arg)}" for key, arg in kwargs.items()]
        return f"{name}({', '.join(shown)})"
    parts = [_argument(arg) for arg in args] + [f"{key}={_argument(arg)}" for key, arg in kwargs.items()]
    return f"{name}({', '.join(parts)})"


def _number_text(value: Any) -> str:
    """A small value in full, what is too large to read by its kind."""
    plain = value.tensor if isinstance(value, Exact) else value
    text = show(plain) if isinstance(plain, (Tensor, bool, int, float, str, list, tuple)) or plain is None else None
    return text if text is not None and len(text) <= MOST_SHOWN else _argument(value)


def _argument(value: Any) -> str:
    if isinstance(value, Tensor):
        return f"tensor{tuple(value.shape)}"
    if isinstance(value, Node) and value.kind == "non_contiguous":
        return _argument(value.fields["value"])
    if isinstance(value, Node):
        return value.fields["cls"] if value.kind == "optimizer" else value.kind  # type: ignore[return-value]
    if isinstance(value, (list, tuple)):
        inner = ", ".join(_argument(item) for item in value[:4]) + (", ..." if len(value) > 4 else "")
        return f"[{inner}]" if isinstance(value, list) else f"({inner})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{str(key)[:40]}: {_argument(item)}" for key, item in list(value.items())[:3]) + "}"
    if isinstance(value, Exact):
        return f"tensor{tuple(value.tensor.shape)}"
    if type(value) in (int, float):
        return type(value).__name__
    shown = value is None or isinstance(value, (bool, str, torch.dtype, torch.device))
    return repr(value)[:40] if shown else "..."
