"""Values to bytes: one function a type, found by the value's exact class."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from typing import Any

from .wire_names import unsendable
from .wire_values import (
    BULKY,
    MAX_DEPTH,
    MAX_DIMS,
    MAX_INT_BYTES,
    MAX_TEXT,
    SHAPES,
    WORD_CODES,
    Handle,
    Node,
    Unsendable,
    is_key,
    is_label,
    is_shape,
)

_U32, _I64 = struct.Struct("<I"), struct.Struct("<q")
_TAGGED_U32, _TAGGED_I64, _TAGGED_F64 = struct.Struct("<cI"), struct.Struct("<cq"), struct.Struct("<cd")

Storages = dict[tuple[str, int], tuple[int, object]]
"""Numbers of storages by where they lie, and the storage itself, held so that no other can come to lie there."""


class Writer:
    """A message being written, and the counts that its caps are about."""

    def __init__(self, max_bytes: int, max_items: int, storages: Storages | None) -> None:
        self.max_bytes, self.max_items, self.storages = max_bytes, max_items, storages
        self.out = bytearray()
        self.items = self.text_size = 0
        self.depth = self.deepest = -1
        self.nodes: dict[int, tuple[int, int, int] | None] = {}

    def value(self, value: object) -> None:
        """Write any value, one level deeper than the one being written."""
        self.depth = depth = self.depth + 1
        if depth > self.deepest:
            self.reach(depth)
        self.items += 1
        if self.items > self.max_items:
            self.spend(0)
        # By the identity of the class: a metaclass of the sender's has no say in it.
        write = WRITERS.get(id(type(value))) or _late_writer(type(value))
        if write is None:
            raise unsendable(value)
        write(self, value)
        if len(self.out) > self.max_bytes:
            self.room(0)
        self.depth = depth - 1

    def reach(self, depth: int) -> None:
        """Note that the message is nested so deep."""
        if depth > MAX_DEPTH:
            raise Unsendable("a value nested more than {depth} deep, or one that holds itself", depth=MAX_DEPTH)
        self.deepest = max(self.deepest, depth)

    def spend(self, items: int) -> None:
        """Count so many values."""
        self.items += items
        if self.items > self.max_items:
            raise Unsendable("more than {items} values at once", items=self.max_items)

    def room(self, size: int) -> None:
        """Refuse the value if so many bytes more are too many."""
        if len(self.out) + size > self.max_bytes:
            raise Unsendable("a value of more than {bytes} bytes", bytes=self.max_bytes)

    def bulk(self, data: bytes | memoryview) -> None:
        """Write bytes as they are, if there is room for them."""
        self.room(len(data))
        self.out += data

    def text(self, text: str, tag: bytes = b"") -> None:
        """Write a tag, a length and UTF-8, which here may hold lone surrogates."""
        self.text_size += len(text)
        if self.text_size <= MAX_TEXT:
            data = text.encode("utf-8", "surrogatepass")
            self.text_size += len(data) - len(text)
        if self.text_size > MAX_TEXT:
            raise Unsendable("text of more than {bytes} bytes", bytes=MAX_TEXT)
        self.bulk(tag + _U32.pack(len(data)) + data)

    def shape(self, code: int, shape: tuple[int, ...]) -> None:
        """Write a dtype's code and a shape."""
        if not is_shape(shape):
            raise Unsendable("a tensor or array of more than {dims} dimensions, or of a shape too large", dims=MAX_DIMS)
        self.out += bytes((code, len(shape))) + SHAPES[len(shape)].pack(*shape)


def _none(writer: Writer, _none: None) -> None:
    writer.out += b"N"


def _bool(writer: Writer, value: bool) -> None:
    writer.out += b"T" if value else b"F"


def _int(writer: Writer, value: int) -> None:
    if -(1 << 63) <= value < 1 << 63:
        writer.out += _TAGGED_I64.pack(b"i", value)
        return
    size = value.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise Unsendable("an int of more than {bits} bits", bits=8 * MAX_INT_BYTES)
    writer.bulk(_TAGGED_U32.pack(b"I", size) + value.to_bytes(size, "little", signed=True))


def _float(writer: Writer, value: float) -> None:
    writer.out += _TAGGED_F64.pack(b"f", value)


def _str(writer: Writer, value: str) -> None:
    word = WORD_CODES.get(value)
    if word is None:
        writer.text(value, b"s")
    else:
        writer.out += word


def _bytes(writer: Writer, value: bytes) -> None:
    writer.room(len(value))
    writer.out += _TAGGED_U32.pack(b"y", len(value))
    writer.bulk(value)


def _sequence(tag: bytes) -> Callable[[Writer, Any], None]:
    def write(writer: Writer, value: list[object] | tuple[object, ...]) -> None:
        items = tuple(value)
        writer.out += _TAGGED_U32.pack(tag, len(items))
        for item in items:
            writer.value(item)

    return write


def _dict(writer: Writer, value: dict[object, object]) -> None:
    items = tuple(value.items())
    if len(items) < 256 and all(type(key) is str and key in WORD_CODES for key, _ in items):
        _record(writer, items)
        return
    writer.out += _TAGGED_U32.pack(b"d", len(items))
    for key, item in items:
        if type(key) is not str and not is_key(key):
            raise Unsendable("a dict with {key} as a key", key=str(unsendable(key)))
        writer.value(key)
        writer.value(item)


def _record(writer: Writer, items: tuple[tuple[Any, object], ...]) -> None:
    """A dict whose keys are all words that are known: a byte each."""
    writer.out += bytes((ord("w"), len(items)))
    writer.spend(len(items))
    if writer.depth + 1 > writer.deepest:
        writer.reach(writer.depth + 1)
    for key, item in items:
        writer.out += WORD_CODES[key][1:]
        writer.value(item)


def _handle(writer: Writer, value: Handle) -> None:
    if type(value.number) is not int or not 0 <= value.number < 1 << 63 or not is_label(value.kind):
        raise Unsendable("a malformed handle")
    writer.spend(BULKY)
    writer.out += _TAGGED_I64.pack(b"h", value.number)
    writer.text(value.kind)


def _node(writer: Writer, node: Node) -> None:
    if id(node) in writer.nodes:
        _reference(writer, node)
        return
    if not is_label(node.kind) or type(node.fields) is not dict or any(type(name) is not str for name in node.fields):
        raise Unsendable("a malformed node")
    number, items, outer = len(writer.nodes), writer.items, writer.deepest
    writer.nodes[id(node)] = None
    writer.deepest = writer.depth
    writer.spend(BULKY)
    writer.out += b"n"
    writer.text(node.kind)
    writer.out += _U32.pack(len(node.fields))
    for name, item in tuple(node.fields.items()):
        writer.spend(1)
        writer.text(name)
        writer.value(item)
    writer.nodes[id(node)] = (number, writer.items - items, writer.deepest - writer.depth)
    writer.deepest = max(writer.deepest, outer)


def _reference(writer: Writer, node: Node) -> None:
    earlier = writer.nodes[id(node)]
    if earlier is None:
        raise Unsendable("a {kind} that holds itself", kind=node.kind)
    number, items, height = earlier
    writer.reach(writer.depth + height)
    writer.spend(items)
    writer.out += _TAGGED_U32.pack(b"r", number)


WRITERS: dict[int, Callable[[Writer, Any], None]] = {
    id(type(None)): _none,
    id(bool): _bool,
    id(int): _int,
    id(float): _float,
    id(str): _str,
    id(bytes): _bytes,
    id(list): _sequence(b"l"),
    id(tuple): _sequence(b"c"),
    id(dict): _dict,
    id(Handle): _handle,
    id(Node): _node,
}
_LOADED: set[str] = set()


def _late_writer(cls: type) -> Callable[[Writer, Any], None] | None:
    """The writer for a class of torch's or numpy's, once that package is there: before, no such value can exist."""
    for package in ("torch", "numpy"):
        if package in sys.modules and package not in _LOADED:
            from . import wire_tensors

            WRITERS.update(wire_tensors.torch_writers() if package == "torch" else wire_tensors.numpy_writers())
            _LOADED.add(package)
    return WRITERS.get(id(cls))
