"""What a worker that has been taken over could answer, drawn from a seed; used on both sides of the sandbox's wall."""

from __future__ import annotations

import random
from types import ModuleType
from typing import Any

import numpy as np
import torch

OUTCOMES = (
    "returned", "raised", "missing", "used_builtin", "out_of_memory", "unsendable", "no_graph", "passed", "skipped",
    "not_run_here", "internal_error", "timed_out", "", "returned\0", "\u202e",
)  # fmt: skip
FIELDS = (
    "id", "outcome", "value", "args", "kwargs", "same", "grads", "grad_enabled", "no_graph", "type", "bases", "message",
    "frames", "what", "use", "verdict", "score", "points",
)  # fmt: skip
KINDS = (
    "model_view", "optimizer_view", "scheduler_view", "batches_view", "dataset_view", "loader_view", "leaf_view",
    "function_view", "object_view", "path", "pickle", "sequential",
)  # fmt: skip
TEXTS = (
    "", "passed", "weight", "ValueError", "NotImplementedError", "\x1b[2J", "\u202e", "{x.__class__}", "{", "=1+1",
    "\ud800",
)  # fmt: skip
INTS = (0, 1, -1, 2, 77, 1 << 31, 1 << 63, -(1 << 64), 10**300, 10**5000)
FLOATS = (0.0, -0.0, 1.0, 3.0, float("nan"), float("inf"), 1e308, 5e-324)
DTYPES = (
    torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.uint8, torch.bool, torch.complex64,
)  # fmt: skip
SHAPES = ((), (0,), (1,), (2,), (1, 2), (7, 3), (4, 3), (5, 3), (2, 3, 5), (3, 0, 2), (64, 64))


def anything(draw: random.Random, wire: ModuleType, depth: int = 0) -> Any:
    """A value that the wire can carry."""
    kinds = [
        lambda: None,
        lambda: draw.random() < 0.5,
        lambda: draw.choice(INTS),
        lambda: draw.choice(FLOATS),
        lambda: draw.choice(TEXTS) * (draw.choice((1, 1, 1, 1000, 200_000)) if draw.random() < 0.05 else 1),
        lambda: draw.randbytes(draw.choice((0, 1, 40, 3000))),
        lambda: a_tensor(draw),
        lambda: a_tensor(draw),
        lambda: np.frombuffer(draw.randbytes(8 * draw.randrange(4)), dtype=np.float64),
        lambda: wire.MetaTensor(draw.choice(SHAPES), draw.choice(DTYPES)),
        lambda: wire.Handle(draw.choice((0, 1, 5, 1 << 40)), draw.choice(TEXTS[:4])),
    ]
    if depth < 4:
        some = [anything(draw, wire, depth + 1) for _ in range(draw.randrange(4))]
        kinds += [
            lambda: some,
            lambda: tuple(some),
            lambda: {draw.choice((*TEXTS, 1, True)): each for each in some},
            lambda: wire.Node(draw.choice(KINDS), {draw.choice((*FIELDS, "parameters")): each for each in some}),
        ]
    return draw.choice(kinds)()


def a_tensor(draw: random.Random) -> torch.Tensor:
    """Numbers, ones or nothing, of any dtype and shape."""
    shape = draw.choice(SHAPES) if draw.random() < 0.98 else (1 << 18,)
    made = torch.full(shape, draw.choice((0.0, 1.0, 2.5, -3.0)))
    return made.to(draw.choice(DTYPES))


def reply(draw: random.Random, request: Any, wire: ModuleType) -> dict[Any, Any]:
    """An answer of about the right form to a request, most of the time under its number."""
    outcome = draw.choice(OUTCOMES[: draw.choice((1, 6, len(OUTCOMES)))])
    answer: dict[Any, Any] = {"id": request["id"], "outcome": outcome}
    if draw.random() < 0.5:
        answer |= {"value": anything(draw, wire), "args": request.get("args", [])}
    answer |= {draw.choice(FIELDS[2:]): anything(draw, wire) for _ in range(draw.randrange(4))}
    if draw.random() < 0.1:
        answer["id"] = draw.choice((request["id"] + 1, request["id"] - 1, -1, 0, True, str(request["id"]), None, 1.0))
    if draw.random() < 0.05:
        answer.pop(draw.choice(list(answer)))
    return answer


def spoiled(draw: random.Random, data: bytes) -> bytes:
    """The bytes of an answer, cut, longer, turned around or with some of them changed."""
    changed = bytearray(data)
    way = draw.randrange(6)
    if way == 0:
        return data[: draw.randrange(len(data) + 1)]
    if way == 1:
        return data + draw.randbytes(draw.randrange(1, 30))
    if way == 2:
        return draw.randbytes(draw.randrange(200))
    if way == 3:
        at = draw.randrange(len(data) + 1)
        return data[:at] + data[max(0, at - draw.randrange(40)) :]
    for _ in range(draw.randrange(1, 6)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def changed_somewhere(draw: random.Random, answer: Any, wire: ModuleType) -> Any:
    """The answer with one of its parts replaced, however deep it lies."""
    if draw.random() < 0.25:
        return anything(draw, wire)
    if type(answer) is dict and answer:
        key = draw.choice(list(answer))
        return {**answer, key: changed_somewhere(draw, answer[key], wire)}
    if type(answer) in (list, tuple) and answer:
        at = draw.randrange(len(answer))
        parts = [changed_somewhere(draw, part, wire) if index == at else part for index, part in enumerate(answer)]
        return type(answer)(parts)
    if isinstance(answer, wire.Node):
        return wire.Node(answer.kind, changed_somewhere(draw, dict(answer.fields), wire))
    return anything(draw, wire)
