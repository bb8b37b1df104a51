"""What crosses the sandbox's wall: values as bytes and back, without pickle and without trust in who wrote the bytes.

The same files are loaded on both sides, so they import the standard library alone; torch and numpy come in with the
first value that needs them.

Covered:
- every length, shape, count and nesting in a message is checked against the bytes that are there and against the caps
  before memory is taken for it; what is referred back to counts each time, so that nothing unfolds later;
- values are of exact types: no object of a class of the sender's ever exists on the receiving side, and no subclass
  passes for what it derives from;
- a decoded value shares no memory with the message; keys chosen to collide are refused.

Not covered:
- whether a value is true: what comes out of the sandbox is the sender's claim;
- the length in front of a message on a stream: it is the channel's, which must cap it before it reads.
"""

from __future__ import annotations

from .wire_reader import Reader
from .wire_values import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ITEMS,
    Handle,
    MetaTensor,
    Node,
    TensorWithFacts,
    Unsendable,
    WireError,
)
from .wire_writer import Storages, Writer

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_ITEMS",
    "Handle",
    "MetaTensor",
    "Node",
    "Storages",
    "TensorWithFacts",
    "Unsendable",
    "WireError",
    "decode",
    "encode",
]


def encode(
    value: object,
    *,
    max_bytes: int = MAX_BYTES,
    max_items: int = MAX_ITEMS,
    facts: bool = False,
    storages: Storages | None = None,
) -> bytes:
    """The bytes of `value`; raises `Unsendable`, in the learner's words, for what the wire does not carry.

    With `facts` every tensor is decoded as `TensorWithFacts`. Tensors that share memory get the same storage number
    within a message, and across messages that were given the same `storages` (which keep that memory alive).
    """
    numbering = ({} if storages is None else storages) if facts else None
    writer = Writer(max_bytes, max_items, numbering)
    writer.value(value)
    return bytes(writer.out)


def decode(
    data: bytes | bytearray | memoryview,
    *,
    max_bytes: int = MAX_BYTES,
    max_depth: int = MAX_DEPTH,
    max_items: int = MAX_ITEMS,
) -> object:
    """The value in `data`, sharing no memory with it; raises `WireError`, and nothing else, whatever the bytes are.

    Tensors are plain CPU tensors without gradient; what was on the meta device comes as `MetaTensor`.
    """
    whole = data if type(data) is bytes else bytes(data)
    if len(whole) > max_bytes:
        raise WireError(f"a message of {len(whole)} bytes, where {max_bytes} are allowed")
    reader = Reader(whole, max_depth, max_items)
    try:
        value = reader.value()
    except WireError:
        raise
    except Exception as error:
        # A hole in the checks above must cost the sender its reply, and not the grader its run.
        raise WireError(f"a malformed message ({type(error).__name__})") from error
    if reader.at != reader.end:
        raise WireError("bytes after the end of the message")
    return value
