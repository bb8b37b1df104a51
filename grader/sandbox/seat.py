"""A submission's place in the sandbox: its worker, started when needed and again after it dies, and its deadlines."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.results import Failure, Stop, Verdict
from grader.sandbox.failures import (
    WorkerDied,
    WorkerFailure,
    WorkerOutOfMemory,
    WorkerTimedOut,
)
from grader.sandbox.inside import wire
from grader.sandbox.reply import broken_reply
from grader.sandbox.zygote import Sandbox, WorkerProcess
from grader.words import words

Layers = Mapping[str, list[tuple[str, str]]]
"""Module name -> its sources as (file name shown to the learner, text), laid over each other."""

OUTPUT_CHARACTERS = 20_000


@dataclass
class Budget:
    """Seconds a call may take and seconds left for all calls; only waiting for a worker spends them."""

    call_seconds: float
    left: float

    def deadline(self) -> float:
        """When the next call must have answered, on the monotonic clock."""
        return time.monotonic() + max(0.0, min(self.call_seconds, self.left))


@dataclass
class Seat:
    """One submission (its modules) on one sandbox; handles and retries are the business of those who sit on it."""

    sandbox: Sandbox
    layers: Layers
    budget: Budget
    device: str = "cpu"
    served: set[str] = field(default_factory=set)
    output: str = ""
    received: int = 0
    _worker: WorkerProcess | None = None
    _number: int = 0
    _holding: bool = False

    def exchange(self, request: dict[str, Any], exercise: str, name: str) -> Any:
        """The reply to one request, a dict with the request's id; Stop where none came that can be read."""
        allowed = min(self.budget.call_seconds, self.budget.left)
        self.served.add(exercise)
        self._holding = self._holding or request["op"] in ("build", "files", "place") or request.get("keep") is True
        try:
            return self._spending(request)
        except WorkerFailure as error:
            self.close()
            raise self._stop(error, name, allowed) from None
        except wire.WireError:
            self.close()
            raise broken_reply() from None
        finally:
            self._collect_output()

    def _spending(self, request: dict[str, Any]) -> Any:
        """The reply; the seconds that the worker needed for it are spent, also where none came, and no others."""
        started = time.monotonic()
        deadline = self.budget.deadline()
        try:
            worker = self._open()
            if worker is not self._worker:
                self._worker = worker
                started, deadline = time.monotonic(), self.budget.deadline()
                self._load(deadline)
            return self._ask(request, deadline)
        finally:
            starved = self._worker.starved if self._worker is not None else 0.0
            self.budget.left -= max(0.0, time.monotonic() - started - starved)

    def hold(self) -> None:
        """Something of the check that runs, such as a file, is left in the worker."""
        self._holding = True

    def begin_check(self) -> None:
        """Handles die with the check that made them."""
        if self._holding and self._worker is not None and self._worker.alive:
            try:
                self._spending({"op": "forget"})
            except (WorkerFailure, wire.WireError):
                self.close()
        self._holding = False

    def switch(self, layers: Layers) -> None:
        """Other modules of ours in the same worker; never for a submission's, which might have touched the process."""
        if layers == self.layers:
            return
        self.layers = layers
        if self._worker is not None and self._worker.alive:
            try:
                self._load(self.budget.deadline())
            except (WorkerFailure, wire.WireError):
                self.close()

    def _load(self, deadline: float) -> None:
        self._ask({"op": "load", "modules": dict(self.layers), "device": self.device}, deadline)

    def _open(self) -> WorkerProcess:
        return self._worker if self._worker is not None and self._worker.alive else self.sandbox.worker()

    def _ask(self, request: dict[str, Any], deadline: float) -> Any:
        worker = self._worker
        if worker is None:
            raise RuntimeError("no worker")
        self._number += 1
        worker.send(wire.encode({**request, "id": self._number}), deadline)
        payload = worker.receive(deadline)
        self.received += len(payload)
        reply = wire.decode(payload)
        if type(reply) is not dict or type(reply.get("id")) is not int or reply["id"] != self._number:
            raise wire.WireError("an answer to another question")
        if type(reply.get("outcome")) is not str:
            raise wire.WireError("an answer without an outcome")
        return reply

    def _stop(self, error: WorkerFailure, name: str, allowed: float) -> Stop:
        if isinstance(error, WorkerTimedOut):
            message = words("{name} did not return within {seconds} s", name=name, seconds=f"{round(allowed, 1):g}")
            if allowed < self.budget.call_seconds:
                message = words(
                    "{name} did not return within the {seconds} s that earlier calls had left of the chapter's time",
                    name=name, seconds=f"{max(0.0, round(allowed, 1)):g}",
                )  # fmt: skip
            return Stop(Failure(Verdict.TIMED_OUT, message, called=name))
        if isinstance(error, WorkerOutOfMemory):
            message = words("the call needs more memory than the sandbox allows")
            return Stop(Failure(Verdict.OUT_OF_MEMORY, message, called=name))
        if isinstance(error, WorkerDied):
            message = words("the process ended during the call: {how}", how=error.words)
            return Stop(Failure(Verdict.DIED, message, called=name))
        return broken_reply()

    def _collect_output(self) -> None:
        if self._worker is not None and len(self.output) < OUTPUT_CHARACTERS:
            self.output = (self.output + self._worker.take_output())[:OUTPUT_CHARACTERS]

    def take_output(self) -> str:
        """What the submission printed since the last take."""
        output, self.output = self.output, ""
        return output

    def close(self) -> None:
        """End the worker and everything it started."""
        if self._worker is not None:
            self._worker.kill()
            self._collect_output()
            self._worker = None
        self.served.clear()

    def leave(self) -> None:
        """Nobody asks any more: the worker may end while others work."""
        if self._worker is not None:
            self.sandbox.dismiss(self._worker)
            self._worker = None

    def __enter__(self) -> Seat:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
