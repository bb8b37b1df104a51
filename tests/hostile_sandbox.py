"""A sandbox whose worker answers what a test makes of its answers: the student has taken the worker over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_sandbox import FakeSandbox, FakeWorker

from grader.sandbox.inside import wire

Forge = Callable[[dict[str, Any], dict[str, Any]], Any]
"""(request, honest reply) -> another reply: any value of the wire, bytes to be sent as they are, or a failure."""


def bare(value: Any) -> Any:
    """A decoded value as it can be sent once more."""
    if isinstance(value, wire.TensorWithFacts):
        return value.tensor
    if isinstance(value, wire.Node):
        return wire.Node(value.kind, bare(value.fields))
    if type(value) is dict:
        return {key: bare(item) for key, item in value.items()}
    return type(value)(map(bare, value)) if type(value) in (list, tuple) else value


class HostileWorker(FakeWorker):
    """Answers in this process, but not what was asked."""

    def __init__(self, forge: Forge) -> None:
        super().__init__()
        self._forge = forge

    def send(self, payload: bytes, deadline: float) -> None:
        super().send(payload, deadline)
        request: Any = wire.decode(payload)
        honest: Any = wire.decode(self._reply)
        forged = self._forge(request, honest)
        if isinstance(forged, Exception):
            self.kill()
            raise forged
        if forged is not honest:
            self._reply = forged if isinstance(forged, bytes) else wire.encode(bare(forged), facts=True)


class HostileSandbox(FakeSandbox):
    """Gives hostile workers."""

    def __init__(self, forge: Forge) -> None:
        self._forge = forge
        self.workers: list[HostileWorker] = []

    def worker(self) -> HostileWorker:
        self.workers.append(HostileWorker(self._forge))
        return self.workers[-1]
