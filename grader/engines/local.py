"""Judges on this machine: one trusted process a core, each with a warm sandbox of its own.

Covered: all processes end with this one, however it ends; Ctrl-C reaches none of them but this one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from grader.engines import Job, Outcome, Unit
from grader.engines.crew import Crew, Process
from grader.engines.hand import serve
from grader.sandbox.processors import cores

TICK = 0.25


@dataclass(frozen=True)
class LocalEngine:
    """As many processes as `jobs`, and up to as many again while units wait for their deadlines."""

    jobs: int = field(default_factory=lambda: len(cores()))

    def map(self, job: Job, units: Iterable[Unit]) -> Iterator[Outcome]:
        """One outcome a unit, as they are finished."""

        def start(core: int | None) -> tuple[Process, Connection]:
            return _start(job, core)

        crew = Crew(start, self.jobs, extra=self.jobs, cores=cores())
        left, more = iter(units), True
        try:
            while more or crew.busy:
                while more and crew.wants():
                    unit = next(left, None)
                    more = unit is not None
                    if unit is not None:
                        crew.give(unit)
                yield from crew.hear(TICK)
        finally:
            crew.close()


def _start(job: Job, core: int | None) -> tuple[Process, Connection]:
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=serve, args=(theirs, job, os.getpid(), core), daemon=False)
    try:
        with without_interrupts():
            process.start()
    except KeyboardInterrupt:
        if process.pid is not None:
            process.kill()
        raise
    theirs.close()
    return process, ours


@contextmanager
def without_interrupts() -> Iterator[None]:
    """What is started in the block never hears Ctrl-C, not even before it can say so; this process hears it after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # multiprocessing starts it with the first process, and lets Ctrl-C through then
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
