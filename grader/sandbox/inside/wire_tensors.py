"""Tensors, arrays and what else is torch's or numpy's to bytes; loaded with the first of them."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .wire_names import NOUNS, printable
from .wire_values import BULKY, FACT_CPU, ITEM_SIZES, NUMPY_CODES, TORCH_CODES, MetaTensor, Unsendable, quiet

if TYPE_CHECKING:
    import numpy as np
    import torch

    from .wire_writer import Storages, Writer

_TAGGED_FACTS = struct.Struct("<cBI")
_CODES: dict[object, int] = {}
"""The codes of this torch's dtypes."""
_PLAIN: set[object] = set()
"""Dtypes that numpy has too and whose tensors have no lazy bits but the sign's."""


def torch_writers() -> dict[int, Callable[[Writer, Any], None]]:
    """The writers for torch's classes, by the id of the class."""
    import torch

    NOUNS[id(torch.nn.Parameter)] = "a Parameter"
    NOUNS[id(torch.Tensor)] = "a torch.Tensor"
    NOUNS[id(torch.nn.Module)] = "a torch.nn.Module"
    for name, code in TORCH_CODES.items():
        if isinstance(dtype := getattr(torch, name, None), torch.dtype):
            _CODES[dtype] = code
    _PLAIN.update({torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8, torch.bool})
    return {
        id(torch.Tensor): _tensor,
        id(torch.nn.Parameter): _tensor,
        id(torch.dtype): _dtype,
        id(torch.device): _device,
        id(torch.Size): _size,
        id(MetaTensor): _meta_tensor,
    }


def numpy_writers() -> dict[int, Callable[[Writer, Any], None]]:
    """The writers for numpy's classes, by the id of the class."""
    import numpy as np

    NOUNS[id(np.ndarray)] = "a numpy array"
    scalars = {scalar for scalar in np.sctypeDict.values() if np.dtype(scalar).name in NUMPY_CODES}
    return {id(np.ndarray): _array, **{id(scalar): _numpy_scalar for scalar in scalars}}


def _tensor(writer: Writer, tensor: torch.Tensor) -> None:
    import torch

    code = _CODES.get(tensor.dtype)
    if tensor.layout is not torch.strided:
        raise Unsendable("a {kind} tensor", kind=str(tensor.layout).removeprefix("torch."))
    if code is None or tensor.is_nested or tensor.is_quantized:
        name = str(tensor.dtype).removeprefix("torch.")
        raise Unsendable("a {kind} tensor", kind="nested" if tensor.is_nested else name)
    writer.spend(BULKY)
    shape = tuple(tensor.shape)
    try:
        storage = tensor.untyped_storage()
        if writer.storages is not None:
            _facts(writer, tensor, storage, writer.storages)
        if tensor.is_meta:
            writer.out += b"m"
            writer.shape(code, shape)
            return
        size = tensor.numel() * ITEM_SIZES[code]
        writer.room(size)
        data = _tensor_bytes(tensor, storage, size)
    except Unsendable:
        raise
    except (RuntimeError, TypeError, ValueError) as error:
        raise Unsendable("a tensor whose values cannot be read") from error
    writer.out += b"t"
    writer.shape(code, shape)
    writer.bulk(data)


def _tensor_bytes(tensor: torch.Tensor, storage: torch.UntypedStorage, size: int) -> memoryview | bytes:
    import torch

    if not size:
        return b""
    contiguous = tensor.is_contiguous()
    extent = size
    if not contiguous:
        steps = sum((length - 1) * step for length, step in zip(tensor.shape, tensor.stride(), strict=True))
        extent = (steps + 1) * tensor.element_size()
    if tensor.storage_offset() * tensor.element_size() + extent > storage.nbytes():
        # Reading a tensor whose storage was cut short would crash.
        raise Unsendable("a tensor whose values cannot be read")
    # By its address: numpy() makes it impossible to resize the tensor that it is called on.
    if contiguous and tensor.dtype in _PLAIN and tensor.is_cpu and not tensor.is_neg():
        return ctypes.string_at(tensor.data_ptr(), size)
    with quiet(tensor.dtype is torch.complex32):
        plain = tensor.detach().resolve_conj().resolve_neg().cpu().clone(memory_format=torch.contiguous_format)
    return plain.reshape(-1).view(torch.uint8).numpy().data


def _facts(writer: Writer, tensor: torch.Tensor, storage: torch.UntypedStorage, storages: Storages) -> None:
    import torch

    place = storage.data_ptr() if storage.nbytes() else 0
    on_cpu = tensor.is_cpu
    device = "cpu" if on_cpu else str(tensor.device)
    # An empty or meta storage has no address; its descriptor has one.
    key = (device, place) if place else ("", storage._cdata)
    number, _ = storages.setdefault(key, (len(storages), storage))
    flags = tensor.requires_grad | tensor.is_leaf << 1 | (type(tensor) is torch.nn.Parameter) << 2
    writer.out += _TAGGED_FACTS.pack(b"x", flags | FACT_CPU * on_cpu, number)
    if not on_cpu:
        writer.text(device)


def _meta_tensor(writer: Writer, value: MetaTensor) -> None:
    code = _CODES.get(value.dtype)
    if code is None:
        raise Unsendable("a {kind} tensor", kind=str(value.dtype).removeprefix("torch."))
    writer.spend(BULKY)
    writer.out += b"m"
    writer.shape(code, value.shape)


def _array(writer: Writer, array: np.ndarray[Any, Any]) -> None:
    native = array.dtype.newbyteorder("=")
    if native.name not in NUMPY_CODES:
        raise Unsendable("a numpy array of dtype {dtype}", dtype=printable(str(array.dtype)))
    writer.spend(BULKY)
    writer.room(array.nbytes)
    writer.out += b"a"
    writer.shape(NUMPY_CODES[native.name], array.shape)
    writer.bulk(array.astype(native, order="C", copy=False).reshape(-1).view("uint8").data)


def _numpy_scalar(writer: Writer, value: np.generic[Any]) -> None:
    writer.spend(BULKY)
    writer.out += b"u"
    writer.shape(NUMPY_CODES[value.dtype.name], ())
    writer.bulk(value.tobytes())


def _dtype(writer: Writer, value: torch.dtype) -> None:
    code = _CODES.get(value)
    if code is None:
        raise Unsendable("the dtype {dtype}", dtype=str(value).removeprefix("torch."))
    writer.out += b"p" + bytes([code])


def _device(writer: Writer, value: torch.device) -> None:
    writer.out += b"v"
    writer.text(str(value))


def _size(writer: Writer, value: torch.Size) -> None:
    writer.spend(len(value))
    writer.bulk(struct.pack(f"<cI{len(value)}q", b"z", len(value), *value))
