"""The values that only the wire has, its two errors, its caps and its table of dtypes."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

MAX_BYTES = 1 << 28
MAX_DEPTH = 64
MAX_ITEMS = 500_000
MAX_TEXT = 1 << 24
MAX_INT_BYTES = 1 << 20
MAX_DIMS = 32
MAX_LABEL = 200
BULKY = 16  # items that a tensor, an array, a Node or a Handle counts for: they take that much more memory

# A code is an index: new names go to the end. True: numpy has it too.
_DTYPES = (
    ("bool", 1, True), ("uint8", 1, True), ("int8", 1, True), ("int16", 2, True), ("int32", 4, True),
    ("int64", 8, True), ("uint16", 2, True), ("uint32", 4, True), ("uint64", 8, True), ("float16", 2, True),
    ("float32", 4, True), ("float64", 8, True), ("complex64", 8, True), ("complex128", 16, True),
    ("bfloat16", 2, False), ("complex32", 4, False), ("float8_e4m3fn", 1, False), ("float8_e4m3fnuz", 1, False),
    ("float8_e5m2", 1, False), ("float8_e5m2fnuz", 1, False), ("float8_e8m0fnu", 1, False),
)  # fmt: skip
DTYPE_NAMES = tuple(name for name, _, _ in _DTYPES)
ITEM_SIZES = tuple(size for _, size, _ in _DTYPES)
TORCH_CODES = {name: code for code, name in enumerate(DTYPE_NAMES)}
NUMPY_CODES = {name: code for code, (name, _, numpy_too) in enumerate(_DTYPES) if numpy_too}
BOOL_CODE = 0
SHAPES = tuple(struct.Struct(f"<{dims}q") for dims in range(MAX_DIMS + 1))
FACT_CPU = 8
"""Among the flags of a tensor's facts: it is on the CPU, and no device's name follows."""


# Words that nearly every message holds travel as one byte, their index; new ones go to the end.
WORDS = (
    "id", "op", "call", "load", "forget", "build", "view", "target", "args", "kwargs", "seed", "forbidden", "wrt",
    "cotangent", "create_graph", "keep", "modules", "device", "handle", "recipes", "outcome", "returned", "value",
    "same", "grads", "grad_enabled", "no_graph", "raised", "missing", "type", "bases", "message", "frames", "cpu",
    "parameters", "buffers", "requires_grad", "training", "records", "kinds", "state", "groups", "params", "passes",
    "grad", "weight", "bias", "lr", "", "Linear", "Sequential", "ReLU",
)  # fmt: skip
WORD_CODES = {word: bytes((ord("k"), code)) for code, word in enumerate(WORDS)}


class WireError(Exception):
    """Bytes that are no message; the only exception that `decode` raises."""


class Unsendable(TypeError):
    """A value that the wire does not carry: `str(error)` names it as a noun phrase, made of `template` and `values`."""

    def __init__(self, template: str, **values: str | int) -> None:
        super().__init__(template.format_map(values) if values else template)
        self.template = template
        self.values = values


@dataclass(frozen=True)
class Handle:
    """An object that stays in the sandbox, by its number there."""

    number: int
    kind: str


@dataclass(frozen=True, eq=False)
class Node:
    """A tagged record: a recipe on its way in, a view on its way out; it is equal to itself alone."""

    kind: str
    fields: dict[str, object]


@dataclass(frozen=True)
class MetaTensor:
    """A tensor on the meta device: a shape and a dtype without values."""

    shape: tuple[int, ...]
    dtype: torch.dtype


@dataclass(frozen=True, eq=False)
class TensorWithFacts:
    """A tensor's values on CPU and what the sender said of the original; equal `storage` means shared memory."""

    tensor: torch.Tensor | MetaTensor
    requires_grad: bool
    is_leaf: bool
    device: str
    storage: int
    is_parameter: bool


def is_label(label: object) -> bool:
    """Whether `label` can be the kind of a Node or a Handle."""
    return type(label) is str and len(label) <= MAX_LABEL


def is_key(key: object, depth: int = 0) -> bool:
    """Whether `key` can be a dictionary's key (one that is nested too deep is refused elsewhere)."""
    if type(key) is tuple:
        return depth > MAX_DEPTH or all(is_key(part, depth + 1) for part in key)
    return key is None or any(type(key) is cls for cls in (str, int, float, bool, bytes))


def is_shape(shape: tuple[int, ...]) -> bool:
    """Whether numpy and torch can count the bytes of such a shape, be it empty, without an overflow."""
    if len(shape) > MAX_DIMS:
        return False
    room = 1
    for size in shape:
        if size < 0:
            return False
        room *= size or 1
    return room < 1 << 58


@contextmanager
def quiet(active: bool) -> Iterator[None]:
    """No warning where `active`: torch warns of half-precision complex numbers whenever it makes room for one."""
    if not active:
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
