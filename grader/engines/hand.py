"""The life of a judging process: it answers units until there is no more, nobody asks, or it has grown old.

Covered: it ends with the process that started it, however that ends, and its sandbox with it; Ctrl-C is its parent's.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from grader.allocator import keep_freed
from grader.engines import EngineError, Job, Outcome
from grader.grade import GraderError
from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.memory import held

if TYPE_CHECKING:
    from grader.engines.bench import Bench

MOST_UNITS = 1000
MOST_GROWTH = 256 << 20


@dataclass(frozen=True)
class Answer:
    """An outcome, and whether the process that sent it ends now."""

    outcome: Outcome
    leaving: bool


def serve(channel: Connection, job: Job, parent: int, core: int | None) -> None:
    """Open the sandboxes, say so, and judge one unit after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends us
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})  # both sides of the sandbox wake each other up much faster on one core
    keep_freed()
    try:
        _serve(channel, job)
    except (EngineError, GraderError, SandboxUnavailable) as error:
        channel.send(error.words)


def _serve(channel: Connection, job: Job) -> None:
    """Raises EngineError, GraderError or SandboxUnavailable where nothing can be judged here."""
    from grader.engines.bench import Bench, raise_if_unwritable, temporary_files_in

    try:
        with temporary_files_in(job), Bench(job) as bench:
            bench.warm()
            import torch

            torch.set_num_threads(1)
            channel.send(None)
            with suppress(EOFError, BrokenPipeError, ConnectionResetError):
                _answer(channel, bench, Age())
    except OSError as error:
        raise_if_unwritable(error)
        raise


def _answer(channel: Connection, bench: Bench, age: Age) -> None:
    while (unit := channel.recv()) is not None:
        outcome = bench.judge(unit)
        leaving = age.another()
        channel.send(Answer(outcome, leaving))
        if leaving:
            return


class Age:
    """How much a process has judged, and how much larger it is than after its first unit."""

    def __init__(self, most_units: int = MOST_UNITS, most_growth: int = MOST_GROWTH) -> None:
        self._most_units, self._most_growth = most_units, most_growth
        self._units, self._first = 0, 0

    def another(self) -> bool:
        """One more unit has been judged; whether it is time to leave."""
        self._units += 1
        now = held(os.getpid())
        self._first = self._first or now
        return self._units >= self._most_units or now - self._first > self._most_growth


def main(descriptor: int) -> None:
    """The life of a process that got its channel as a descriptor; what it must know comes first on it."""
    channel = Connection(descriptor)
    with suppress(EOFError, ConnectionResetError):
        job, parent, core = channel.recv()
        serve(channel, job, parent, core)


def _end_with(parent: int) -> None:
    """End when the process that started this one has: its zygote ends with us."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
