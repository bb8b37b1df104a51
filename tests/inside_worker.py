"""A worker in this process, asked as the trusted side asks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from grader.sandbox.inside import wire
from grader.sandbox.inside.worker import Worker


class InsideWorker:
    """Modules by name; `call("f", ...)` is the decoded reply to one call of f in the first of them."""

    def __init__(self, folder: Path | None = None, device: str = "cpu", **sources: str) -> None:
        self.worker = Worker()
        self.first = next(iter(sources), "")
        if folder is not None:
            self.worker.folder = str(folder)
        layers = {name: [(f"{name}.py", source)] for name, source in sources.items()}
        self.ask("load", modules=layers, device=device)

    def ask(self, op: str, **fields: Any) -> Any:
        """The decoded reply to any request."""
        reply: Any = wire.decode(self.worker.answer(wire.encode({"id": 7, "op": op, **fields})))
        assert reply["id"] == 7
        return reply

    def call(self, name: str, *args: Any, module: str | int | None = None, **options: Any) -> Any:
        """The reply to a call of a function, or of a handle's method."""
        target = [self.first if module is None else module, name]
        kwargs = options.pop("kwargs", {})
        plain: dict[str, Any] = {
            "wrt": [], "cotangent": None, "create_graph": False, "keep": False, "forbidden": [], "seed": 1,
        }  # fmt: skip
        return self.ask("call", target=target, args=list(args), kwargs=kwargs, **(plain | options))


def bare(value: Any) -> Any:
    """A decoded value with tensors without their facts, as lists."""
    if isinstance(value, wire.TensorWithFacts):
        return bare(value.tensor)
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, dict):
        return {key: bare(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(bare, value))
    return value
