"""Judges on this machine: one trusted process a core, each with a warm sandbox of its own.

Covered:
- a process that dies is replaced and its unit tried once more; the second time the unit is to be reviewed;
- units that run long do not hold up the others: another process is started beside them;
- all processes end with this one, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from grader.engines import EngineError, Job, Outcome, Unit
from grader.grade import GraderError
from grader.sandbox.failures import SandboxUnavailable
from grader.words import Words, words

SLOW_SECONDS = 2.0
TICK = 0.25
MOST_DEATHS = 2


@dataclass(frozen=True)
class LocalEngine:
    """As many processes as `jobs`, and up to as many again while units wait for their deadlines."""

    jobs: int = field(default_factory=lambda: len(_cores()))

    def map(self, job: Job, units: Iterable[Unit]) -> Iterator[Outcome]:
        """One outcome a unit, as they are finished."""
        crew = _Crew(job, self.jobs)
        try:
            yield from crew.outcomes(iter(units))
        finally:
            crew.close()


@dataclass
class _Hand:
    """A judging process and the unit that it has."""

    process: BaseProcess
    channel: Connection
    unit: Unit | None = None
    since: float = 0.0
    ready: bool = False

    def slow(self) -> bool:
        return self.unit is not None and time.monotonic() - self.since > SLOW_SECONDS


class _Crew:
    def __init__(self, job: Job, jobs: int) -> None:
        self._job, self._jobs = job, jobs
        self._hands: list[_Hand] = []
        self._again: deque[Unit] = deque()
        self._deaths: dict[str, int] = {}
        self._number = 0

    def outcomes(self, units: Iterator[Unit]) -> Iterator[Outcome]:
        more = True
        while True:
            more = self._hand_out(units, more)
            busy = [hand for hand in self._hands if hand.unit is not None]
            if not busy and not more and not self._again:
                return
            for channel in wait([hand.channel for hand in self._hands], TICK):
                hand = next(hand for hand in self._hands if hand.channel is channel)
                outcome = self._heard(hand)
                if outcome is not None:
                    yield outcome

    def _hand_out(self, units: Iterator[Unit], more: bool) -> bool:
        """Give units to whoever has none, starting processes as they are needed; whether there may be more units."""
        while True:
            idle = next((hand for hand in self._hands if hand.unit is None), None)
            if idle is None and len(self._hands) >= self._room():
                return more
            unit = self._again.popleft() if self._again else next(units, None) if more else None
            if unit is None:
                return False
            hand = idle or self._start()
            hand.unit, hand.since = unit, time.monotonic()
            with suppress(OSError):  # one that has died is noticed when it is listened to
                hand.channel.send(unit)

    def _room(self) -> int:
        slow = sum(hand.slow() for hand in self._hands if hand.ready)
        return self._jobs + min(slow, self._jobs)

    def _start(self) -> _Hand:
        ours, theirs = multiprocessing.Pipe()
        core = _cores()[self._number % len(_cores())] if self._number < self._jobs else None
        self._number += 1
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=serve, args=(theirs, self._job, os.getpid(), core), daemon=False)
        process.start()
        theirs.close()
        self._hands.append(_Hand(process, ours))
        return self._hands[-1]

    def _heard(self, hand: _Hand) -> Outcome | None:
        try:
            message = hand.channel.recv()
        except (EOFError, OSError):
            return self._buried(hand)
        if isinstance(message, Words):
            raise EngineError(message)
        if not isinstance(message, Outcome):  # it is ready
            hand.ready, hand.since = True, time.monotonic()
            return None
        hand.unit = None
        return message

    def _buried(self, hand: _Hand) -> Outcome | None:
        """A process has died: its unit is tried again, or given up."""
        self._hands.remove(hand)
        hand.channel.close()
        hand.process.join()
        unit = hand.unit
        if unit is None:
            return None
        if not hand.ready and self._deaths.get(unit.key, 0) + 1 >= MOST_DEATHS:
            raise EngineError(words("A judging process ended with {code} before it was ready.", code=str(_code(hand))))
        self._deaths[unit.key] = self._deaths.get(unit.key, 0) + 1
        if self._deaths[unit.key] < MOST_DEATHS:
            self._again.append(unit)
            return None
        return Outcome(
            unit.key, None, words("the judging process ended twice on it (with {code})", code=str(_code(hand)))
        )

    def close(self) -> None:
        """End every process, whatever it does."""
        for hand in self._hands:
            if hand.unit is None:
                with suppress(OSError):
                    hand.channel.send(None)
            elif hand.process.pid is not None:
                hand.process.kill()
        for hand in self._hands:
            hand.process.join(10.0)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()
            hand.channel.close()
        self._hands.clear()


def _code(hand: _Hand) -> int | None:
    return hand.process.exitcode


def _cores() -> list[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def serve(channel: Connection, job: Job, parent: int, core: int | None) -> None:
    """The life of a judging process: it answers units until there is no more, or nobody who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends us
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})  # both sides of the sandbox wake each other up much faster on one core
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
                while (unit := channel.recv()) is not None:
                    channel.send(bench.judge(unit))
    except OSError as error:
        raise_if_unwritable(error)
        raise


def _end_with(parent: int) -> None:
    """End when the process that started this one has: its zygote ends with us."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(1)
