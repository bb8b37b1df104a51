"""Values to bytes: one function a type, found by the value's exact class."""

from __future__ import annotations

import struct
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .wire_values import (
    BULKY,
    MAX_DEPTH,
    MAX_DIMS,
    MAX_INT_BYTES,
    MAX_TEXT,
    NUMPY_CODES,
    TORCH_CODES,
    Handle,
    MetaTensor,
    Node,
    Unsendable,
    is_key,
    is_label,
    is_shape,
    quiet,
)

if TYPE_CHECKING:
    import numpy as np
    import torch

_U32, _I64, _F64, _FACTS = (struct.Struct(layout) for layout in ("<I", "<q", "<d", "<BI"))

Storages = dict[tuple[str, int], tuple[int, object]]
"""Numbers of storages by where they lie, and the storage itself, held so that no other can come to lie there."""


class Writer:
    """A message being written, and the counts that its caps are about."""

    def __init__(self, max_bytes: int, max_items: int, storages: Storages | None) -> None:
        self.max_bytes, self.max_items, self.storages = max_bytes, max_items, storages
        self.chunks: list[bytes | memoryview] = []
        self.size = self.items = self.text_size = 0
        self.depth = self.deepest = -1
        self.nodes: dict[int, tuple[int, int, int] | None] = {}

    def value(self, value: object) -> None:
        """Write any value, one level deeper than the one being written."""
        self.depth += 1
        if self.depth > self.deepest:
            self.reach(self.depth)
        self.items += 1
        if self.items > self.max_items:
            self.spend(0)
        # By the identity of the class: a metaclass of the sender's has no say in it.
        write = _WRITERS.get(id(type(value))) or _late_writer(type(value))
        if write is None:
            raise unsendable(value)
        write(self, value)
        self.depth -= 1

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
        if self.size + size > self.max_bytes:
            raise Unsendable("a value of more than {bytes} bytes", bytes=self.max_bytes)

    def put(self, chunk: bytes | memoryview) -> None:
        """Write bytes as they are; a memoryview must stay valid until the end."""
        size = self.size + len(chunk)
        if size > self.max_bytes:
            self.room(len(chunk))
        self.size = size
        self.chunks.append(chunk)

    def text(self, text: str, tag: bytes = b"") -> None:
        """Write a tag, a length and UTF-8, which here may hold lone surrogates."""
        self.text_size += len(text)
        if self.text_size <= MAX_TEXT:
            data = text.encode("utf-8", "surrogatepass")
            self.text_size += len(data) - len(text)
        if self.text_size > MAX_TEXT:
            raise Unsendable("text of more than {bytes} bytes", bytes=MAX_TEXT)
        self.put(tag + _U32.pack(len(data)) + data)

    def shape(self, code: int, shape: tuple[int, ...]) -> None:
        """Write a dtype's code and a shape."""
        if not is_shape(shape):
            raise Unsendable("a tensor or array of more than {dims} dimensions, or of a shape too large", dims=MAX_DIMS)
        self.put(struct.pack(f"<BB{len(shape)}q", code, len(shape), *shape))


def _none(writer: Writer, _none: None) -> None:
    writer.put(b"N")


def _bool(writer: Writer, value: bool) -> None:
    writer.put(b"T" if value else b"F")


def _int(writer: Writer, value: int) -> None:
    if -(1 << 63) <= value < 1 << 63:
        writer.put(b"i" + _I64.pack(value))
        return
    size = value.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise Unsendable("an int of more than {bits} bits", bits=8 * MAX_INT_BYTES)
    writer.put(b"I" + _U32.pack(size) + value.to_bytes(size, "little", signed=True))


def _float(writer: Writer, value: float) -> None:
    writer.put(b"f" + _F64.pack(value))


def _str(writer: Writer, value: str) -> None:
    writer.text(value, b"s")


def _bytes(writer: Writer, value: bytes) -> None:
    writer.room(len(value))
    writer.put(b"y" + _U32.pack(len(value)))
    writer.put(value)


def _sequence(tag: bytes) -> Callable[[Writer, Any], None]:
    def write(writer: Writer, value: list[object] | tuple[object, ...]) -> None:
        items = tuple(value)
        writer.put(tag + _U32.pack(len(items)))
        for item in items:
            writer.value(item)

    return write


def _dict(writer: Writer, value: dict[object, object]) -> None:
    items = tuple(value.items())
    writer.put(b"d" + _U32.pack(len(items)))
    for key, item in items:
        if not is_key(key):
            raise Unsendable("a dict with {key} as a key", key=str(unsendable(key)))
        writer.value(key)
        writer.value(item)


def _handle(writer: Writer, value: Handle) -> None:
    if type(value.number) is not int or not 0 <= value.number < 1 << 63 or not is_label(value.kind):
        raise Unsendable("a malformed handle")
    writer.spend(BULKY)
    writer.put(b"h" + _I64.pack(value.number))
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
    writer.put(b"n")
    writer.text(node.kind)
    writer.put(_U32.pack(len(node.fields)))
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
    writer.put(b"r" + _U32.pack(number))


def _tensor(writer: Writer, tensor: torch.Tensor) -> None:
    import torch

    name = str(tensor.dtype).removeprefix("torch.")
    if tensor.layout is not torch.strided:
        raise Unsendable("a {kind} tensor", kind=str(tensor.layout).removeprefix("torch."))
    if tensor.is_nested or tensor.is_quantized or name not in TORCH_CODES:
        raise Unsendable("a {kind} tensor", kind="nested" if tensor.is_nested else name)
    writer.spend(BULKY)
    try:
        if writer.storages is not None:
            _facts(writer, tensor, writer.storages)
        if tensor.device.type == "meta":
            writer.put(b"m")
            writer.shape(TORCH_CODES[name], tuple(tensor.shape))
            return
        writer.room(tensor.numel() * tensor.element_size())
        data = _tensor_bytes(tensor)
    except Unsendable:
        raise
    except (RuntimeError, TypeError, ValueError) as error:
        raise Unsendable("a tensor whose values cannot be read") from error
    writer.put(b"t")
    writer.shape(TORCH_CODES[name], tuple(tensor.shape))
    writer.put(data)


def _tensor_bytes(tensor: torch.Tensor) -> memoryview:
    import torch

    extent = sum((size - 1) * step for size, step in zip(tensor.shape, tensor.stride(), strict=True))
    end = (tensor.storage_offset() + extent + 1) * tensor.element_size()
    if tensor.numel() and end > tensor.untyped_storage().nbytes():
        # Reading a tensor whose storage was cut short would crash.
        raise Unsendable("a tensor whose values cannot be read")
    with quiet(tensor.dtype is torch.complex32):
        # A clone, for numpy() makes it impossible to resize the tensor that it is called on.
        plain = tensor.detach().resolve_conj().resolve_neg().cpu().clone(memory_format=torch.contiguous_format)
    return plain.reshape(-1).view(torch.uint8).numpy().data


def _facts(writer: Writer, tensor: torch.Tensor, storages: Storages) -> None:
    import torch

    storage = tensor.untyped_storage()
    place = storage.data_ptr() if storage.nbytes() else 0
    # An empty or meta storage has no address; its descriptor has one.
    key = (str(tensor.device), place) if place else ("", storage._cdata)
    number, _ = storages.setdefault(key, (len(storages), storage))
    flags = tensor.requires_grad | tensor.is_leaf << 1 | (type(tensor) is torch.nn.Parameter) << 2
    writer.put(b"x" + _FACTS.pack(flags, number))
    writer.text(str(tensor.device))


def _meta_tensor(writer: Writer, value: MetaTensor) -> None:
    name = str(value.dtype).removeprefix("torch.")
    if name not in TORCH_CODES:
        raise Unsendable("a {kind} tensor", kind=name)
    writer.spend(BULKY)
    writer.put(b"m")
    writer.shape(TORCH_CODES[name], value.shape)


def _array(writer: Writer, array: np.ndarray[Any, Any]) -> None:
    native = array.dtype.newbyteorder("=")
    if native.name not in NUMPY_CODES:
        raise Unsendable("a numpy array of dtype {dtype}", dtype=_printable(str(array.dtype)))
    writer.spend(BULKY)
    writer.room(array.nbytes)
    writer.put(b"a")
    writer.shape(NUMPY_CODES[native.name], array.shape)
    writer.put(array.astype(native, order="C", copy=False).reshape(-1).view("uint8").data)


def _numpy_scalar(writer: Writer, value: np.generic[Any]) -> None:
    writer.spend(BULKY)
    writer.put(b"u")
    writer.shape(NUMPY_CODES[value.dtype.name], ())
    writer.put(value.tobytes())


def _dtype(writer: Writer, value: torch.dtype) -> None:
    name = str(value).removeprefix("torch.")
    if name not in TORCH_CODES:
        raise Unsendable("the dtype {dtype}", dtype=name)
    writer.put(b"p" + bytes([TORCH_CODES[name]]))


def _device(writer: Writer, value: torch.device) -> None:
    writer.put(b"v")
    writer.text(str(value))


def _size(writer: Writer, value: torch.Size) -> None:
    writer.spend(len(value))
    writer.put(struct.pack(f"<cI{len(value)}q", b"z", len(value), *value))


_WRITERS: dict[int, Callable[[Writer, Any], None]] = {
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
    id(MetaTensor): _meta_tensor,
}
_NOUNS: dict[int, str] = {
    id(int): "an int",
    id(float): "a float",
    id(str): "a str",
    id(bytes): "a bytes",
    id(list): "a list",
    id(tuple): "a tuple",
    id(dict): "a dict",
}
_PLAIN: dict[int, str] = {
    id(types.FunctionType): "a function",
    id(types.BuiltinFunctionType): "a built-in function",
    id(types.MethodType): "a method",
    id(types.GeneratorType): "a generator",
    id(types.ModuleType): "a module",
    id(set): "a set",
    id(frozenset): "a frozenset",
    id(range): "a range",
    id(slice): "a slice",
    id(complex): "a complex number",
}
_LOADED: set[str] = set()


def _late_writer(cls: type) -> Callable[[Writer, Any], None] | None:
    """The writer for a class of torch's or numpy's, once that package is there: before, no such value can exist."""
    if "torch" in sys.modules and "torch" not in _LOADED:
        import torch

        _WRITERS[id(torch.Tensor)] = _WRITERS[id(torch.nn.Parameter)] = _tensor
        _WRITERS[id(torch.dtype)] = _dtype
        _WRITERS[id(torch.device)] = _device
        _WRITERS[id(torch.Size)] = _size
        _NOUNS[id(torch.nn.Parameter)] = "a Parameter"
        _NOUNS[id(torch.Tensor)] = "a torch.Tensor"
        _NOUNS[id(torch.nn.Module)] = "a torch.nn.Module"
        _LOADED.add("torch")
    if "numpy" in sys.modules and "numpy" not in _LOADED:
        import numpy as np

        _WRITERS[id(np.ndarray)] = _array
        for scalar in set(np.sctypeDict.values()):
            if np.dtype(scalar).name in NUMPY_CODES:
                _WRITERS[id(scalar)] = _numpy_scalar
        _NOUNS[id(np.ndarray)] = "a numpy array"
        _LOADED.add("numpy")
    return _WRITERS.get(id(cls))


def unsendable(value: object) -> Unsendable:
    """Names what `value` is; asks nothing of it that its class could have overridden."""
    cls = type(value)
    if id(cls) in _PLAIN:
        return Unsendable(_PLAIN[id(cls)])
    name = _printable(type.__dict__["__name__"].__get__(cls))
    ancestors = [id(ancestor) for ancestor in type.__dict__["__mro__"].__get__(cls)]
    if id(type) in ancestors:
        return Unsendable("a class")
    parent = next((_NOUNS[ancestor] for ancestor in ancestors if ancestor in _NOUNS), None)
    if parent:
        return Unsendable("{parent} subclass {name}", parent=parent, name=name)
    return Unsendable("an object of class {name}", name=name)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text[:80])
