"""Bytes to values: every claim is checked against the bytes that are there before memory is taken for it."""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, Any

from .wire_values import (
    BOOL_CODE,
    BULKY,
    DTYPE_NAMES,
    FACT_CPU,
    ITEM_SIZES,
    MAX_DIMS,
    MAX_INT_BYTES,
    MAX_LABEL,
    MAX_TEXT,
    NUMPY_CODES,
    SHAPES,
    WORDS,
    Handle,
    MetaTensor,
    Node,
    TensorWithFacts,
    WireError,
    is_key,
    is_shape,
    quiet,
)

if TYPE_CHECKING:
    import numpy as np
    import torch

MAX_ODD_KEYS = 1 << 14
MAX_KEY_COLLISIONS = 8

_U32, _I64, _F64, _FACTS = (struct.Struct(layout) for layout in ("<I", "<q", "<d", "<BI"))
_DEVICE = re.compile(r"[a-z]{1,20}(:([0-9]|[1-9][0-9]|1[01][0-9]|12[0-7]))?")


class Reader:
    """A message being read, and the counts that its caps are about."""

    def __init__(self, data: bytes, max_depth: int, max_items: int) -> None:
        self.data, self.max_depth, self.max_items = data, max_depth, max_items
        self.at = self.items = self.text_size = self.odd_keys = 0
        self.depth = self.deepest = -1
        self.end = len(data)
        self.nodes: list[tuple[Node, int, int] | None] = []

    def value(self) -> object:
        """Any value, one level deeper than the one being read."""
        self.depth = depth = self.depth + 1
        if depth > self.deepest:
            self.reach(depth)
        self.items += 1
        if self.items > self.max_items:
            self.spend(0)
        tag = self.byte()
        read = _READERS.get(tag)
        if read is None:
            raise WireError(f"a value of unknown type {tag}")
        value = read(self)
        self.depth = depth - 1
        return value

    def reach(self, depth: int) -> None:
        """Note that the message is nested so deep."""
        if depth > self.max_depth:
            raise WireError(f"a message nested more than {self.max_depth} deep")
        self.deepest = max(self.deepest, depth)

    def spend(self, items: int) -> None:
        """Count so many values."""
        self.items += items
        if self.items > self.max_items:
            raise WireError(f"a message of more than {self.max_items} values")

    def past(self, size: int) -> int:
        """Where the next bytes begin, which are passed over, if there are so many."""
        start = self.at
        stop = start + size
        if stop > self.end:
            raise WireError("a message that ends too soon")
        self.at = stop
        return start

    def take(self, size: int) -> bytes:
        """The next bytes, if there are so many."""
        start = self.past(size)
        return self.data[start : start + size]

    def byte(self) -> int:
        """The next byte."""
        at = self.at
        if at >= self.end:
            raise WireError("a message that ends too soon")
        self.at = at + 1
        return self.data[at]

    def number(self, layout: struct.Struct) -> Any:
        """The next number."""
        return layout.unpack_from(self.data, self.past(layout.size))[0]

    def count(self, least: int) -> int:
        """How many values of `least` bytes or more follow: never more than there is room for."""
        count: int = self.number(_U32)
        if count * least > self.end - self.at:
            raise WireError(f"a message that claims {count} values and ends too soon")
        return count

    def text(self, longest: int = MAX_TEXT) -> str:
        """A length and UTF-8, which here may hold lone surrogates."""
        size: int = self.number(_U32)
        self.text_size += size
        if size > longest or self.text_size > MAX_TEXT:
            raise WireError("a message with too long a text")
        try:
            return self.take(size).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise WireError("a text that is not UTF-8") from error

    def code(self) -> int:
        """A dtype's code."""
        code = self.byte()
        if code >= len(DTYPE_NAMES):
            raise WireError(f"an unknown dtype {code}")
        return code

    def shape(self) -> tuple[int, tuple[int, ...]]:
        """A dtype's code and a shape whose bytes can be counted."""
        code, dims = self.code(), self.byte()
        start = self.past(8 * dims)
        shape = SHAPES[dims].unpack_from(self.data, start) if dims <= MAX_DIMS else (-1,)
        if not is_shape(shape):
            raise WireError("a shape that no tensor can have")
        return code, shape

    def numbers(self, code: int, shape: tuple[int, ...]) -> bytes:
        """A copy of the bytes of a tensor or an array, which must be there."""
        data = self.take(ITEM_SIZES[code] * prod(shape))
        if code == BOOL_CODE and data and max(data) > 1:
            raise WireError("a bool that is neither true nor false")
        return data


def _word(reader: Reader) -> str:
    code = reader.byte()
    if code >= len(WORDS):
        raise WireError(f"an unknown word {code}")
    return WORDS[code]


def _int(reader: Reader) -> int:
    size: int = reader.number(_U32)
    if size > MAX_INT_BYTES:
        raise WireError(f"an int of {size} bytes")
    return int.from_bytes(reader.take(size), "little", signed=True)


def _list(reader: Reader) -> list[object]:
    return [reader.value() for _ in range(reader.count(1))]


def _dict(reader: Reader) -> dict[object, object]:
    result: dict[object, object] = {}
    hashes: set[bytes] = set()
    collisions = 0
    for _ in range(reader.count(2)):
        key = reader.value()
        if type(key) is not str:
            # Hashes of numbers can be chosen by the sender, so that a dictionary of them takes a day to build.
            reader.odd_keys += 1
            if not is_key(key) or reader.odd_keys > MAX_ODD_KEYS:
                raise WireError("a dict with keys that are not allowed, or with too many")
            mark = hash(key).to_bytes(8, "little", signed=True)
            collisions += mark in hashes
            hashes.add(mark)
            if collisions > MAX_KEY_COLLISIONS:
                raise WireError("a dict whose keys collide")
        if key in result:
            raise WireError("a dict with the same key twice")
        result[key] = reader.value()
    return result


def _record(reader: Reader) -> dict[object, object]:
    result: dict[object, object] = {}
    count = reader.byte()
    reader.spend(count)
    reader.reach(reader.depth + 1)
    for _ in range(count):
        key = _word(reader)
        if key in result:
            raise WireError("a dict with the same key twice")
        result[key] = reader.value()
    return result


def _handle(reader: Reader) -> Handle:
    reader.spend(BULKY)
    number: int = reader.number(_I64)
    if number < 0:
        raise WireError("a handle with a negative number")
    return Handle(number, reader.text(4 * MAX_LABEL))


def _node(reader: Reader) -> Node:
    place, items, outer = len(reader.nodes), reader.items, reader.deepest
    reader.nodes.append(None)
    reader.deepest = reader.depth
    reader.spend(BULKY)
    kind = reader.text(4 * MAX_LABEL)
    fields: dict[str, object] = {}
    for _ in range(reader.count(5)):
        reader.spend(1)
        name = reader.text()
        if name in fields:
            raise WireError("a node with the same field twice")
        fields[name] = reader.value()
    node = Node(kind, fields)
    reader.nodes[place] = (node, reader.items - items, reader.deepest - reader.depth)
    reader.deepest = max(reader.deepest, outer)
    return node


def _reference(reader: Reader) -> Node:
    place: int = reader.number(_U32)
    earlier = reader.nodes[place] if place < len(reader.nodes) else None
    if earlier is None:
        raise WireError("a reference to a node that is not complete")
    # Whoever walks the message walks the node again: it counts again, and stands deeper.
    node, items, height = earlier
    reader.reach(reader.depth + height)
    reader.spend(items)
    return node


def _tensor(reader: Reader) -> torch.Tensor:
    import torch

    reader.spend(BULKY)
    code, shape = reader.shape()
    data = reader.numbers(code, shape)
    dtype = _torch_dtype(code)
    if dtype is torch.complex32:
        with quiet(True):
            return _from_bytes(data, dtype, shape)
    return _from_bytes(data, dtype, shape)


def _from_bytes(data: bytes, dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
    import torch

    tensor = torch.empty(shape, dtype=dtype, device="cpu")
    if tensor.nbytes != len(data):  # an item of another size than our table says
        raise WireError(f"a tensor of {tensor.nbytes} bytes for {len(data)}")
    ctypes.memmove(tensor.data_ptr(), data, len(data))
    return tensor


def _meta_tensor(reader: Reader) -> MetaTensor:
    reader.spend(BULKY)
    code, shape = reader.shape()
    return MetaTensor(shape, _torch_dtype(code))


def _facts(reader: Reader) -> TensorWithFacts:
    flags, storage = _FACTS.unpack_from(reader.data, reader.past(_FACTS.size))
    device = "cpu" if flags & FACT_CPU else reader.text()
    tag = reader.byte()
    if flags > 15 or not (flags & FACT_CPU or _DEVICE.fullmatch(device)) or tag not in b"tm":
        raise WireError("facts about a tensor that make no sense")
    tensor = _tensor(reader) if tag == ord("t") else _meta_tensor(reader)
    return TensorWithFacts(tensor, bool(flags & 1), bool(flags & 2), device, storage, bool(flags & 4))


def _array(reader: Reader) -> np.ndarray[Any, Any]:
    import numpy as np

    reader.spend(BULKY)
    code, shape = reader.shape()
    data = reader.numbers(code, shape)
    return np.frombuffer(bytearray(data), _numpy_dtype(code)).reshape(shape)


def _numpy_scalar(reader: Reader) -> np.generic[Any]:
    reader.spend(BULKY)
    code, shape = reader.shape()
    if shape:
        raise WireError("a numpy scalar with dimensions")
    import numpy as np

    scalar: np.generic[Any] = np.frombuffer(reader.numbers(code, ()), _numpy_dtype(code))[0]
    return scalar


def _torch_dtype(code: int) -> torch.dtype:
    if code not in _TORCH_DTYPES:
        import torch

        dtype = getattr(torch, DTYPE_NAMES[code], None)
        if not isinstance(dtype, torch.dtype):
            raise WireError(f"this torch has no dtype {DTYPE_NAMES[code]}")
        _TORCH_DTYPES[code] = dtype
    return _TORCH_DTYPES[code]


_TORCH_DTYPES: dict[int, torch.dtype] = {}


def _numpy_dtype(code: int) -> np.dtype[Any]:
    import numpy as np

    if DTYPE_NAMES[code] not in NUMPY_CODES:
        raise WireError(f"numpy has no dtype {DTYPE_NAMES[code]}")
    return np.dtype(DTYPE_NAMES[code])


def _device(reader: Reader) -> torch.device:
    import torch

    name = reader.text()
    if not _DEVICE.fullmatch(name):
        raise WireError("a device that does not exist")
    try:
        return torch.device(name)
    except RuntimeError as error:
        raise WireError("a device that does not exist") from error


def _size(reader: Reader) -> torch.Size:
    import torch

    count = reader.count(8)
    reader.spend(count)
    return torch.Size(struct.unpack(f"<{count}q", reader.take(8 * count)))


_READERS: dict[int, Callable[[Reader], object]] = {
    ord("N"): lambda _reader: None,
    ord("T"): lambda _reader: True,
    ord("F"): lambda _reader: False,
    ord("i"): lambda reader: reader.number(_I64),
    ord("I"): _int,
    ord("f"): lambda reader: reader.number(_F64),
    ord("s"): lambda reader: reader.text(),
    ord("k"): _word,
    ord("y"): lambda reader: reader.take(reader.number(_U32)),
    ord("l"): _list,
    ord("c"): lambda reader: tuple(_list(reader)),
    ord("d"): _dict,
    ord("w"): _record,
    ord("h"): _handle,
    ord("n"): _node,
    ord("r"): _reference,
    ord("t"): _tensor,
    ord("m"): _meta_tensor,
    ord("x"): _facts,
    ord("a"): _array,
    ord("u"): _numpy_scalar,
    ord("p"): lambda reader: _torch_dtype(reader.code()),
    ord("v"): _device,
    ord("z"): _size,
}
